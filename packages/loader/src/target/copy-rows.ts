import { Readable } from 'node:stream'
import type { PostgresSession } from '../postgres/postgres.ts'
import { columnList } from '../tables/table.ts'
import type { Rows } from './batch-rows.ts'
import type { StreamColumn } from './stream-table.ts'

/** Sends rows to a table. */
export async function copyRows(
  session: PostgresSession,
  table: string,
  columns: readonly StreamColumn[],
  rows: Rows,
): Promise<void> {
  const names = columnList(columns.map(({ name }) => name))
  const pieces = Readable.from(rows.pieces(), { objectMode: false })
  await session.copy(`COPY ${table} (${names}) FROM STDIN`, pieces)
}

/** Whether the text of a column's values is read as it stands by the column of a table. */
export function isCopied(
  { name, type }: StreamColumn,
  types: ReadonlyMap<string, string>,
): boolean {
  const existing = types.get(name)
  return existing === type || (type === 'bigint' && existing === 'numeric')
}
