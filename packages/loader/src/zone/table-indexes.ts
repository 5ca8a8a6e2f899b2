import type { TableSnapshot } from '@descant/lake'
import { LoadError } from '../load-error.ts'
import { derivedName, quoteIdentifier } from '../postgres/identifier.ts'
import { columnList } from '../tables/table.ts'

/** The property of a snapshot that declares indexes: columns by commas, indexes by semicolons. */
const indexesProperty = 'descant.indexes'

/**
 * The columns of each index that a snapshot declares for its table: `email; provider, customer_id`.
 *
 * @throws {LoadError} `LOAD_INDEX_UNKNOWN` where a column is not there
 */
export function tableIndexes(
  table: string,
  { columns, summary }: Pick<TableSnapshot, 'columns' | 'summary'>,
): string[][] {
  const indexes = (summary[indexesProperty] ?? '')
    .split(';')
    .map((index) => index.split(',').map((name) => name.trim()))
    .filter(([first]) => first !== '')
  const missing = indexes.flat().find((name) => !columns.some((column) => column.name === name))
  if (missing === undefined) return indexes
  throw new LoadError(
    'LOAD_INDEX_UNKNOWN',
    `The table ${table} has no column ${missing}, and its snapshot declares an index of it (${indexesProperty}). Transform again, or correct the model.`,
  )
}

/** As PostgreSQL itself would name it: `orders_email_idx`. */
export const indexName = (table: string, columns: readonly string[]): string =>
  derivedName([table, ...columns].join('_'), '_idx')

/** @param table its quoted name */
export const createIndex = (table: string, name: string, columns: readonly string[]): string =>
  `CREATE INDEX ${quoteIdentifier(name)} ON ${table} (${columnList(columns)})`
