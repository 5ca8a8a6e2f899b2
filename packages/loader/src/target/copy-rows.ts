import { Readable } from 'node:stream'
import type { PostgresSession } from '../postgres/postgres.ts'
import { columnList } from '../tables/table.ts'
import type { Rows } from './batch-rows.ts'
import type { ColumnType } from './column-type.ts'
import { copyEnd, copyHead } from './rows/binary-row.ts'
import type { StreamColumn } from './stream-table.ts'

/** A column of rows that are copied. */
export interface CopiedColumn extends StreamColumn {
  /** The type that its values are sent in: its own, or `text` where the server is to read them. */
  readonly copied: ColumnType
}

/** Sends rows to a table. */
export async function copyRows(
  session: PostgresSession,
  table: string,
  columns: readonly CopiedColumn[],
  rows: Rows,
): Promise<void> {
  const names = columnList(columns.map(({ name }) => name))
  const pieces = Readable.from(piecesOf(rows), { objectMode: false })
  await session.copy(`COPY ${table} (${names}) FROM STDIN (FORMAT binary)`, pieces)
}

function* piecesOf(rows: Rows): Generator<Uint8Array> {
  yield copyHead
  yield* rows.pieces()
  yield copyEnd
}

/** Whether a column's values are sent in the type that the column of a table has. */
export const isCopied = (
  { name, copied }: CopiedColumn,
  types: ReadonlyMap<string, string>,
): boolean => types.get(name) === copied
