import type { Readable } from 'node:stream'
import type { Duck } from '@descant/lake/duckdb'
import type { LoadColumn } from '../zone/load-column.ts'
import { copyToCsv, csvColumns } from './csv-query.ts'
import { withOutput } from './duck-output.ts'

export interface CsvOptions {
  /** A query whose columns are the table's. */
  readonly query: string
  readonly columns: readonly LoadColumn[]
  /** A folder of this run's own. */
  readonly directory: string
}

/**
 * Streams the rows of a DuckDB query as CSV to `consume`, while DuckDB still works on them. Where
 * either side fails the other is ended, and the first error is the one thrown.
 *
 * @example
 *   await withCsv(duck, { query, columns, directory }, (csv) => session.copy(sql, csv))
 */
export function withCsv<T>(
  duck: Duck,
  { query, columns, directory }: CsvOptions,
  consume: (csv: Readable) => Promise<T>,
): Promise<T> {
  const rows = `SELECT ${csvColumns(columns)} FROM (${query})`
  const statement = (path: string) => copyToCsv(rows, path, columns)
  return withOutput(duck, { statement, directory }, consume)
}
