import { openStore, type S3Options } from '@descant/lake'
import { loadHistory } from './historic.ts'
import { loadIncrementally } from './incremental.ts'
import { LoadError } from './load-error.ts'
import type { LoadMode, LoadReport } from './load-report.ts'
import type { LoadProgress, LoadRun } from './load-run.ts'
import { createCustomerSchema } from './postgres/create-schema.ts'
import { explainPostgres } from './postgres/explain-postgres.ts'
import { checkName } from './postgres/identifier.ts'
import { PostgresSession } from './postgres/postgres.ts'
import { checkSearchTables, SearchLoad, type SearchOptions } from './search/search-load.ts'
import { stopwatch } from './stopwatch.ts'
import { stateTableName } from './tables/load-state.ts'
import { isReservedName } from './tables/table-parts.ts'
import { withWorkplace } from './workplace.ts'
import { tableNames } from './zone/table-in-zone.ts'

export interface LoadOptions {
  /** Whose tables: the folder in the zone, and the name of the schema. */
  readonly customer: string
  /** The processed zone: `file:///…` or `s3://bucket/prefix`. */
  readonly processed: string
  readonly s3?: S3Options
  /** `postgres://USER:PASSWORD@HOST:PORT/DATABASE` */
  readonly databaseUrl: string
  /** `incremental` sends what changed; `historic` builds every table anew and swaps it in. */
  readonly mode: LoadMode
  /** Tables by name, internal ones too. @default all that are meant for users */
  readonly tables?: readonly string[]
  /** Where DuckDB begins to spill. @default three quarters of the memory of this process */
  readonly memoryLimitMib?: number
  /** Threads of DuckDB. @default the number of cores */
  readonly threads?: number
  /** Where a folder is made for files on their way, removed at the end. @default the system's */
  readonly temporaryDirectory?: string
  /** How long to wait for readers where a table is taken from them. @default 60 */
  readonly lockTimeoutSeconds?: number
  /** A search server that gets the same rows. @default none */
  readonly search?: SearchOptions
  readonly onProgress?: (progress: LoadProgress) => void
  /** Ends the load; the tables stay as they were before. */
  readonly signal?: AbortSignal
}

/**
 * Loads the current snapshots of a customer's tables into PostgreSQL: a schema named as the
 * customer, tables named as in the zone.
 *
 * Readers see every table as before the load or as after it, and a load that ends at any moment
 * leaves all as it was. A snapshot that is loaded already is not loaded again (`incremental`).
 *
 * @throws {LoadError} in words for a person, or what `signal` was aborted with
 * @example
 *   const report = await runLoad({
 *     customer: 'acme',
 *     processed: 'file:///data/processed',
 *     databaseUrl: 'postgres://loader@localhost/warehouse',
 *     mode: 'incremental',
 *   })
 */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const { customer, mode, signal } = options
  const seconds = stopwatch()
  signal?.throwIfAborted()
  checkName('schema', customer)
  const store = openStore(options.processed, options.s3)
  const names = await tableNames(store, customer, options.tables)
  for (const name of names) checkTableName(name)
  if (options.search) checkSearchTables(options.search, names)
  const session = await PostgresSession.open(options.databaseUrl, signal)
  let search: SearchLoad | undefined
  try {
    search = options.search && (await SearchLoad.open(options.search))
    const done = await withWorkplace(options, async ({ duck, directory }) => {
      const run: LoadRun = {
        customer,
        store,
        duck,
        session,
        directory,
        lockTimeoutSeconds: options.lockTimeoutSeconds ?? 60,
        onProgress: options.onProgress ?? (() => {}),
      }
      await createCustomerSchema(run)
      const loaded =
        mode === 'historic'
          ? await loadHistory(run, names, options.tables, async (sources, generation) =>
              search?.build(run, sources, generation),
            )
          : await loadIncrementally(run, names, options.tables)
      const { sources, tables } = loaded
      return { tables, search: (await search?.load(run, sources, tables)) ?? [] }
    })
    return { customer, mode, ...done, seconds: seconds() }
  } catch (error) {
    signal?.throwIfAborted()
    throw explainPostgres(error, session.server)
  } finally {
    await session.close()
    await search?.close()
  }
}

function checkTableName(name: string): void {
  checkName('table', name)
  if (name !== stateTableName && !isReservedName(name)) return
  throw new LoadError(
    'LOAD_NAME_INVALID',
    `The name ${name} is kept for tables of the load itself: rename the table in the zone.`,
    { exitCode: 2 },
  )
}
