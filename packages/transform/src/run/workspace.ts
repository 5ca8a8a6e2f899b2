import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duck } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { callingCodesStep } from '../standards/calling-codes.ts'
import type { TransformOptions } from '../transform-options.ts'

/**
 * Lends a DuckDB and a folder for the length of some work, and frees both however it ends.
 *
 * @throws {TransformError} `TRANSFORM_ABORTED` where the caller's signal ended the work.
 */
export async function withWorkspace<T>(
  {
    memoryLimitMib,
    threads,
    temporaryDirectory = tmpdir(),
    signal,
  }: Pick<TransformOptions, 'memoryLimitMib' | 'threads' | 'temporaryDirectory' | 'signal'>,
  dialect: Dialect,
  work: (duck: Duck, directory: string) => Promise<T>,
): Promise<T> {
  await mkdir(temporaryDirectory, { recursive: true })
  const directory = await mkdtemp(join(temporaryDirectory, 'descant-transform-'))
  const spill = join(directory, 'duckdb')
  const duck = await Duck.open({
    temporaryDirectory: spill,
    ...(memoryLimitMib === undefined ? {} : { memoryLimitMib }),
    ...(threads === undefined ? {} : { threads }),
  })
  const stop = () => duck.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    // Files of tables never change: their footers need be read but once.
    await duck.run('SET preserve_insertion_order = false; SET GLOBAL parquet_metadata_cache = true')
    await materialise(duck, [callingCodesStep(dialect)])
    return await work(duck, directory)
  } catch (error) {
    throw signal?.aborted ? abortedError(error) : error
  } finally {
    signal?.removeEventListener('abort', stop)
    duck.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** What a run ends with that its caller stopped. */
export const abortedError = (cause?: unknown): TransformError =>
  new TransformError(
    'TRANSFORM_ABORTED',
    'The transform was stopped. Tables that were not committed yet are as they were; run it again to go on.',
    { cause },
  )
