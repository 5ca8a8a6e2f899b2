import type { SinkStream } from '@descant/sdk'
import { type StreamColumn, type StreamTable, streamTable } from '../stream-table.ts'

/** How the records of a stream become rows of `COPY`. */
export interface RowLayout {
  /** The columns of the table in the order of a row: those of the key come first. */
  readonly columns: readonly StreamColumn[]
  readonly keyWidth: number
  /** Where the time of deletion stands. */
  readonly deletedPlace: number
  /** Where the columns stand that the target fills: their values are not held against a schema. */
  readonly metadataPlaces: ReadonlySet<number>
}

/**
 * The layout of a stream's rows, by its SCHEMA.
 *
 * @param isKeyed whether a record replaces the one with its key
 */
export const rowLayout = (stream: SinkStream, isKeyed: boolean): RowLayout =>
  layoutOf(streamTable(stream, isKeyed))

export function layoutOf({ columns: own, metadata, key }: StreamTable): RowLayout {
  const keyed = key.flatMap((name) => own.filter((column) => column.name === name))
  const columns = [...keyed, ...own.filter((column) => !keyed.includes(column)), ...metadata]
  return {
    columns,
    keyWidth: keyed.length,
    deletedPlace: columns.findIndex(({ name }) => name === '_sdc_deleted_at'),
    metadataPlaces: new Set(metadata.map((column) => columns.indexOf(column))),
  }
}
