import type { Sink, SinkStream } from '../sink.ts'

/** The records of a piece as bytes, in whatever form the target writes. */
export interface Packed {
  readonly bytes: Uint8Array
}

/**
 * Turns lines of NDJSON into the bytes that a target writes, as by compressing them. It runs on worker
 * threads, so it knows nothing but its arguments; options and result must be cloneable.
 *
 * @param stream Is the same object for all lines that come under one SCHEMA.
 */
export type Pack<Options, Item extends Packed> = (
  lines: Uint8Array,
  options: Options,
  stream: SinkStream,
) => Item

/** Packed records on their way into a sink. */
export interface PackedRecords<Item extends Packed = Packed> {
  readonly records: number
  readonly packed: Item
}

/**
 * How a target that keeps the records' bytes has them checked and packed on all cores: in place of
 * `sink`. Each line is the record as the tap wrote it with the `_sdc_*` members appended.
 */
export interface Packing<Connection, Options, Item extends Packed> {
  /** A module that calls `servePacking` with the same `pack`: what a worker thread runs. */
  readonly worker: URL
  readonly pack: Pack<Options, Item>
  readonly options: (connection: Connection) => Options
  /** Makes the sink of a stream; called again when the stream's SCHEMA changes. */
  readonly sink: (connection: Connection, stream: SinkStream) => Sink<PackedRecords<Item>>
}

/** The packing of a target that has connected. */
export interface OpenPacking {
  readonly worker: URL
  readonly pack: Pack<unknown, Packed>
  readonly options: unknown
  sink(stream: SinkStream): Sink<PackedRecords>
}

/** The settings that every target has that packs. */
export const packingSettings = {
  workers: {
    type: 'integer',
    minimum: 1,
    description:
      'How many threads check and compress records. Default: one for each core; 1 starts none and ' +
      'works in the main thread.',
  },
  max_memory_mib: {
    type: 'integer',
    minimum: 16,
    default: 256,
    description:
      'The most MiB that records take in memory between being read and being durable. Where it is ' +
      'reached, batches are closed early and reading waits. The process itself takes about 80 MiB, ' +
      'and each thread 40.',
  },
} as const

/** The settings of {@link packingSettings}, as a checked config holds them. */
export interface PackingSettings {
  readonly workers?: number
  readonly max_memory_mib: number
}
