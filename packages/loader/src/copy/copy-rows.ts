import { sqlIdentifier } from '@descant/lake/duckdb'
import { LoadError } from '../load-error.ts'
import type { LoadRun } from '../load-run.ts'
import type { CopyResult } from '../postgres/postgres.ts'
import { columnList } from '../tables/table.ts'
import type { LoadColumn } from '../zone/load-column.ts'
import { frozenCsvFormat } from './csv-query.ts'
import { withCsv } from './csv-stream.ts'

export interface CopyRows {
  /** The table's name for users. */
  readonly table: string
  /** A DuckDB query whose columns are `columns`. */
  readonly query: string
  readonly columns: readonly LoadColumn[]
  /** The quoted name of the table that gets the rows, made in this transaction. */
  readonly into: string
}

/**
 * Streams the rows of a DuckDB query into a table of PostgreSQL.
 *
 * @throws {LoadError} `LOAD_TEXT_NUL`, with the name of the column
 */
export async function copyRows(run: LoadRun, options: CopyRows): Promise<CopyResult> {
  const { table, query, columns, into } = options
  const names = columnList(columns.map(({ name }) => name))
  const statement = `COPY ${into} (${names}) FROM STDIN ${frozenCsvFormat}`
  const { directory, duck, session } = run
  try {
    return await withCsv(duck, { query, columns, directory }, (csv) =>
      session.copy(statement, csv, (bytes) => run.onProgress({ table, step: 'copying', bytes })),
    )
  } catch (error) {
    // The server tells the line only; which column it is, the files can tell.
    if ((error as { code?: string }).code !== '22021') throw error
    const column = await columnWithNul(run, query, columns)
    if (column === undefined) throw error
    throw new LoadError(
      'LOAD_TEXT_NUL',
      `A text in the column ${column} of ${table} holds a NUL character (\\u0000), which PostgreSQL cannot keep. Nothing was changed; strip it in the transformation and run again.`,
      { cause: error },
    )
  }
}

async function columnWithNul(
  { duck }: LoadRun,
  query: string,
  columns: readonly LoadColumn[],
): Promise<string | undefined> {
  const texts = columns.filter(({ type }) => type === 'string' || typeof type === 'object')
  const tests = texts.map(({ name }) => {
    const column = sqlIdentifier(name)
    return `bool_or(contains(${column}::VARCHAR, chr(0))) AS ${column}`
  })
  const [row] = await duck.rows<Record<string, boolean | null>>(
    `SELECT ${tests.join(', ')} FROM (${query})`,
  )
  return texts.map(({ name }) => name).find((name) => row?.[name])
}
