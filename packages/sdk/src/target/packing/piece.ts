import type { Issue } from '../../errors.ts'
import type { JsonSchema } from '../../schema/infer.ts'
import type { SinkStream } from '../sink.ts'

/** What the records of a stream are held against, until its SCHEMA changes. */
export interface PackPlan {
  /** Tells the plans of a run apart. */
  readonly id: number
  readonly stream: SinkStream
  /** What the records are held against; undefined where they are not to be. */
  readonly judge: JsonSchema | undefined
}

/** What is known of records that came one after the other. */
export interface RunFacts {
  readonly records: number
  /** The line of the first one in the input, from 1. */
  readonly firstLine: number
  readonly firstSequence: number
  readonly firstOrdinal: number
  /** RFC 3339 in UTC. */
  readonly receivedAt: string
}

/** What a BATCH message says of the bare records in its files. */
export interface BareFacts {
  readonly timeExtracted: string | undefined
  readonly version: number | undefined
}

/** Lines of one stream, one after the other in the input. */
export interface Run extends RunFacts {
  /** Whole lines, the last one with or without its line end. */
  readonly bytes: Uint8Array
  /** Given where the lines are bare records; else they are RECORD messages. */
  readonly bare?: BareFacts
}

/** Records of one stream and one batch that are checked and packed together, on one core. */
export interface Piece {
  /** Each line with its line end; what lies behind `length` is no part of it. */
  readonly bytes: Uint8Array
  readonly length: number
  readonly runs: readonly RunFacts[]
  readonly bare: BareFacts | undefined
  /** RFC 3339 in UTC. */
  readonly batchedAt: string
}

/** A record of a piece that cannot go on. */
export interface PieceReject {
  /** Its place among the records of the piece, from 0. */
  readonly place: number
  readonly type: 'schema' | 'protocol'
  readonly issues: readonly Issue[]
  readonly raw: Uint8Array | string
  readonly timeExtracted: string | undefined
  readonly version: number | undefined
}

/** A line that ends the run: it is not Singer. Nothing of the piece was taken from there on. */
export interface BrokenLine {
  readonly place: number
  readonly message: string
}

/** What the records of a piece came to. */
export interface PieceOutcome {
  /** Records in `lines`. */
  readonly records: number
  readonly rejects: readonly PieceReject[]
  readonly broken: BrokenLine | undefined
}

/** Which record of a piece is meant. */
export interface RecordPlace {
  readonly piece: Piece
  readonly run: RunFacts
  /** Its place in the run, from 0. */
  readonly index: number
  /** Its place in the piece, from 0. */
  readonly place: number
}
