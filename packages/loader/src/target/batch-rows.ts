import { RowBuffer } from './row-buffer.ts'
import { fieldsOf, keyOf, rowOf } from './rows/binary-row.ts'
import type { CopyRows } from './rows/copy-rows.ts'
import type { RowLayout } from './rows/row-layout.ts'

/** Rows of a binary `COPY`. */
export interface Rows {
  readonly isEmpty: boolean
  pieces(): Iterable<Uint8Array>
}

/** The rows of a batch; where they have a key, one row of each. */
export interface BatchRows {
  readonly rows: Rows
  /** Rows that the source deleted, of which it told no more than the key. */
  readonly tombstones: Rows
}

/**
 * The rows that are left of a batch's parts: the last one of each key.
 *
 * @param hardDelete whether a row goes that the source deleted
 */
export function batchRows(
  parts: readonly CopyRows[],
  layout: RowLayout,
  hardDelete: boolean,
): BatchRows {
  const isPlain =
    layout.keyWidth === 0 || (!parts.some(({ hasDeleted }) => hasDeleted) && areUnique(parts))
  return isPlain
    ? { rows: rowsOf(parts.map(({ bytes }) => bytes)), tombstones: rowsOf([]) }
    : latestRows(parts, layout, hardDelete)
}

const rowsOf = (pieces: readonly Uint8Array[]): Rows => ({
  isEmpty: pieces.length === 0,
  pieces: () => pieces,
})

/** Whether surely no key comes twice. */
function areUnique(parts: readonly CopyRows[]): boolean {
  const seen = new Set<number>()
  let rows = 0
  for (const { hashes } of parts) {
    for (const hash of hashes) seen.add(hash)
    rows += hashes.length
    if (seen.size < rows) return false
  }
  return true
}

function latestRows(
  parts: readonly CopyRows[],
  { columns, keyWidth, deletedPlace }: RowLayout,
  hardDelete: boolean,
): BatchRows {
  const rows = new RowBuffer()
  const tombstones = new RowBuffer()
  /** Where the last record of each key stands. */
  const latest = new Map<string, { readonly buffer: RowBuffer; readonly row: number }>()
  const ownPlaces = columns.flatMap(({ name }, place) => (name.startsWith('_sdc_') ? [place] : []))

  /** A deleted record with the values that were told of it before in this batch, if they were. */
  const withLastValues = (id: string, row: Buffer): Buffer | undefined => {
    const former = latest.get(id)
    if (former?.buffer !== rows) return undefined
    const values = fieldsOf(rows.get(former.row))
    const fields = fieldsOf(row)
    for (const place of ownPlaces) values[place] = fields[place] ?? null
    return rowOf(values)
  }

  for (const row of eachRow(parts)) {
    const id = keyOf(row, keyWidth).toString('latin1')
    const isDeleted = fieldsOf(row)[deletedPlace] !== null
    const before = isDeleted && !hardDelete ? withLastValues(id, row) : undefined
    const former = latest.get(id)
    former?.buffer.drop(former.row)
    const buffer = isDeleted && !before ? tombstones : rows
    latest.set(id, { buffer, row: buffer.add(before ?? row) })
  }
  return { rows, tombstones }
}

function* eachRow(parts: readonly CopyRows[]): Generator<Buffer> {
  for (const { bytes, starts } of parts) {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (const [row, start] of starts.entries()) yield all.subarray(start, starts[row + 1])
  }
}
