import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Duck } from '@descant/lake/duckdb'
import { NamedPipe } from './named-pipe.ts'

export interface OutputOptions {
  /** The statement with which DuckDB writes into a file of this path. */
  readonly statement: (path: string) => string
  /** A folder of this run's own: for the pipe, or for a file where the system has no pipes. */
  readonly directory: string
}

/**
 * Streams what DuckDB writes to `consume`, while it still writes. Where either side fails the other
 * is ended, and the first error is the one thrown.
 */
export async function withOutput<T>(
  duck: Duck,
  { statement, directory }: OutputOptions,
  consume: (output: Readable) => Promise<T>,
): Promise<T> {
  const path = join(directory, `${randomUUID()}.output`)
  const pipe = await NamedPipe.make(path)
  try {
    if (pipe !== undefined) {
      const sql = statement(path)
      return await withOneThread(duck, () => throughPipe(duck, sql, pipe, consume))
    }
    await duck.run(statement(path))
    return await consume(createReadStream(path))
  } finally {
    await pipe?.remove()
    await rm(path, { force: true })
  }
}

/**
 * While one thread of DuckDB waits for a full pipe the others look for work all the time: a core is
 * lost that the server at the pipe's end could use. One thread alone simply waits.
 */
async function withOneThread<T>(duck: Duck, work: () => Promise<T>): Promise<T> {
  const [row] = await duck.rows<{ threads: bigint }>(`SELECT current_setting('threads') AS threads`)
  await duck.run('SET threads = 1')
  try {
    return await work()
  } finally {
    await duck.run(`SET threads = ${row?.threads ?? 1}`)
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
