import type { Packed } from '@descant/sdk/packing'

/** Rows of a table in the text format of `COPY`: what a part of a batch becomes. */
export interface CopyRows extends Packed {
  /** One row a line. */
  readonly bytes: Uint8Array
  /** Where each row begins. */
  readonly starts: Uint32Array
  /** A hash of the key of each; see `keyHash`. */
  readonly hashes: Float64Array
  /** Whether the source deleted one of them. */
  readonly hasDeleted: boolean
  /** The places of columns that hold a number beyond 64 bits. */
  readonly widened: readonly number[]
  /** Properties that no column is there for. */
  readonly unknown: readonly string[]
}
