import type { Packed } from '@descant/sdk/packing'
import type { ColumnType } from '../column-type.ts'

/** Rows of a table as a binary `COPY` reads them: what a part of a batch becomes. */
export interface CopyRows extends Packed {
  /** One row after the other. */
  readonly bytes: Uint8Array
  /** Where each row begins. */
  readonly starts: Uint32Array
  /** A hash of the key of each; see `keyHash`. */
  readonly hashes: Float64Array
  /** Whether the source deleted one of them. */
  readonly hasDeleted: boolean
  /** The types that the fields are written in: that of the column, or one that holds more. */
  readonly types: readonly ColumnType[]
  /** Properties that no column is there for. */
  readonly unknown: readonly string[]
}
