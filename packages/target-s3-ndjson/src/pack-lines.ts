import { type GzipPiece, gzipPiece, type RecordShape, shapeOfLines } from '@descant/lake'

/** What the threads are told of a run. */
export interface PackOptions {
  readonly level: number
  /** Whether the shape of some records is looked at. */
  readonly looks: boolean
}

/** A part of a batch's object. */
export interface PackedLines extends GzipPiece {
  readonly shape: RecordShape | undefined
}

/** So many records of a part are looked at: each costs a parse of its own. */
const mostLooks = 16

/** Compresses lines to a part of a batch's object. */
export const packLines = (lines: Uint8Array, { level, looks }: PackOptions): PackedLines => ({
  ...gzipPiece(lines, level),
  shape: looks ? shapeOfLines(lines, mostLooks) : undefined,
})
