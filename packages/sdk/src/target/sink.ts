import type { Issue } from '../errors.ts'
import type { RecordMessage } from '../protocol/message.ts'
import type { JsonSchema } from '../schema/infer.ts'

/** A stream as the target sees it, until its SCHEMA changes. */
export interface SinkStream {
  readonly name: string
  readonly schema: JsonSchema
  /** The schema as the tap wrote it, byte for byte. */
  readonly schemaText: string
  /** Empty where the stream has no key: then a repeated record cannot be told from a new one. */
  readonly keyProperties: readonly string[]
}

/** A record on its way into a sink. `text` is what the tap wrote, byte for byte. */
export interface SinkRecord {
  readonly message: RecordMessage
  /** Grows with each record, across streams and across runs; below 2^53. */
  readonly sequence: number
  /** When it was received, RFC 3339 in UTC. */
  readonly receivedAt: string
}

/** What a batch is called. */
export interface BatchInfo {
  /** Counts the batches of the stream in this run, from 0. */
  readonly number: number
  /** When its first record came. */
  readonly openedAt: Date
}

/** One batch that is being written. What was added becomes durable with `commit`, and not before. */
export interface BatchWriter<Item> {
  /** Takes an item. Return a promise to slow the input down. */
  add(item: Item): undefined | Promise<void>
  /** Makes the batch durable and visible, as a whole. It is safe when this resolves. */
  commit(): Promise<void>
  /** Gives the batch up: nothing of it must become visible. */
  abort(): Promise<void>
}

/** Where the records of one stream go. */
export interface Sink<Item = SinkRecord> {
  /**
   * Whether batches may become durable in any order, so that several are committed at once. For
   * sinks that add and never overwrite.
   * @default false
   */
  readonly isUnordered?: boolean
  open(batch: BatchInfo): BatchWriter<Item>
}

/** Why a record was refused. */
type RejectType = 'schema' | 'protocol'

/** A record that cannot go on, and why. */
export interface Reject {
  readonly stream: string
  readonly type: RejectType
  readonly issues: readonly Issue[]
  /** What came, byte for byte: the record's JSON where it could be cut out of its line. */
  readonly raw: Uint8Array | string
  /** The line of the input, from 1. */
  readonly lineNumber: number
  readonly sequence: number
  readonly receivedAt: string
  /** When the tap read it, where it says so. */
  readonly timeExtracted: string | undefined
  /** The table version, where the tap sends one. */
  readonly version: number | undefined
  /** The SCHEMA that it came under, as the tap wrote it. */
  readonly schemaText: string
}

/**
 * Makes a sink of a function that takes a whole batch at once: the usual way to write to an API.
 *
 * @example
 * sink: (client, stream) =>
 *   collectBatches((records) => client.post(stream.name, records.map(({ message }) => message.record)))
 */
export function collectBatches<Item = SinkRecord>(
  write: (items: readonly Item[], batch: BatchInfo) => Promise<void>,
): Sink<Item> {
  return {
    open(batch) {
      const items: Item[] = []
      return {
        add: (item) => {
          items.push(item)
          return undefined
        },
        commit: () => write(items, batch),
        abort: async () => {
          items.length = 0
        },
      }
    },
  }
}
