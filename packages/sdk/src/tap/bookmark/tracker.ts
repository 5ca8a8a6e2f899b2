import type { JsonObject } from '../../protocol/message.ts'
import type { ReplicationValue } from './replication-value.ts'

/** A piece of a stream that is read in one go. */
export interface Slice {
  /** The least replication value that is wanted, itself included. */
  readonly since?: ReplicationValue
  /** The end of the piece, itself not included. */
  readonly until?: ReplicationValue
  /** Where an interrupted reading left off, as the stream itself told it. */
  readonly cursor?: unknown
  /** What the stream remembered beside its bookmark. */
  readonly kept?: unknown
}

/**
 * Follows the reading of a stream and knows at each moment from where another run would lose
 * nothing. Pure: it holds no clock and touches no world.
 */
export interface Tracker {
  /** The table version of the records, where the run numbers them. */
  readonly version?: number | undefined
  /** What is left to read. */
  readonly slices: readonly Slice[]
  /** Whether a record was written by an earlier run just so, and need not be written again. */
  isRepeat(value: ReplicationValue | undefined, text: string): boolean
  /**
   * Takes note of a record that has been written, or of the newest of many: then there is no text to
   * know it by.
   */
  seen(slice: Slice, value: ReplicationValue | undefined, text: string | undefined): void
  /** Takes note of a place that the stream can be resumed from; all before it has been written. */
  checkpoint(slice: Slice, cursor: unknown): void
  /** Takes note of what the stream remembers beside its bookmark. */
  keep?(value: unknown): void
  /** Takes note that all before a value has been read, with records or without. */
  reached?(slice: Slice, value: ReplicationValue): void
  /** Takes note that a slice has been read to its end. */
  done(slice: Slice): void
  /** What to remember; undefined where there is nothing. */
  bookmark(): JsonObject | undefined
}
