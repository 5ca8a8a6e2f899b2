import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TableColumn } from '@descant/lake'
import type { Duck } from '@descant/lake/duckdb'
import { copyToCsv, csvColumns } from './csv-query.ts'
import { NamedPipe } from './named-pipe.ts'

export interface CsvOptions {
  /** A query whose columns are the table's. */
  readonly query: string
  readonly columns: readonly TableColumn[]
  /** A folder of this run's own: for the pipe, or for a file where the system has no pipes. */
  readonly directory: string
}

/**
 * Streams the rows of a DuckDB query as CSV to `consume`, while DuckDB still works on them. Where
 * either side fails the other is ended, and the first error is the one thrown.
 *
 * @example
 *   await withCsv(duck, { query, columns, directory }, (csv) => session.copy(sql, csv))
 */
export async function withCsv<T>(
  duck: Duck,
  options: CsvOptions,
  consume: (csv: Readable) => Promise<T>,
): Promise<T> {
  const path = join(options.directory, `${randomUUID()}.csv`)
  const query = `SELECT ${csvColumns(options.columns)} FROM (${options.query})`
  const statement = copyToCsv(query, path, options.columns)
  const pipe = await NamedPipe.make(path)
  try {
    if (pipe !== undefined) return await throughPipe(duck, statement, pipe, consume)
    await duck.run(statement)
    return await consume(createReadStream(path))
  } finally {
    await pipe?.remove()
    await rm(path, { force: true })
  }
}

async function throughPipe<T>(
  duck: Duck,
  statement: string,
  pipe: NamedPipe,
  consume: (csv: Readable) => Promise<T>,
): Promise<T> {
  const failures: unknown[] = []
  const written = duck.run(statement).then(
    () => pipe.finish(),
    (error: unknown) => {
      failures.push(error)
      pipe.stream.destroy(error as Error)
    },
  )
  const consumed = consume(pipe.stream).catch(async (error: unknown) => {
    failures.push(error)
    duck.interrupt()
    await pipe.abandon(written)
  })
  const [result] = await Promise.all([consumed, written])
  if (failures.length > 0) throw failures[0]
  return result as T
}
