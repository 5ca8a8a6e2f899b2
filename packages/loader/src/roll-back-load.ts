import type { LoadOptions } from './load.ts'
import type { LoadReport } from './load-report.ts'
import { explainPostgres } from './postgres/explain-postgres.ts'
import { checkName } from './postgres/identifier.ts'
import { PostgresSession } from './postgres/postgres.ts'
import { SearchLoad } from './search/search-load.ts'
import { stopwatch } from './stopwatch.ts'
import { hasLoadStates } from './tables/load-state.ts'
import { nothingToGoBackTo, rollBack } from './tables/roll-back.ts'

export type RollbackOptions = Pick<
  LoadOptions,
  'customer' | 'databaseUrl' | 'tables' | 'search' | 'lockTimeoutSeconds' | 'onProgress' | 'signal'
>

/**
 * Brings back the tables that the last historic load replaced; what it had brought stays beside, so
 * a second rollback undoes the first. Readers see all tables change at once. The next load brings
 * the tables to the zone's current snapshots again.
 *
 * @throws {LoadError} in words for a person, or what `signal` was aborted with
 * @example
 *   await rollBackLoad({ customer: 'acme', databaseUrl: 'postgres://loader@localhost/warehouse' })
 */
export async function rollBackLoad(options: RollbackOptions): Promise<LoadReport> {
  const { customer, signal } = options
  const seconds = stopwatch()
  signal?.throwIfAborted()
  checkName('schema', customer)
  const search = options.search && (await SearchLoad.open(options.search))
  const session = await PostgresSession.open(options.databaseUrl, signal)
  try {
    const run = {
      customer,
      session,
      lockTimeoutSeconds: options.lockTimeoutSeconds ?? 60,
      onProgress: options.onProgress ?? (() => {}),
    }
    if (!(await hasLoadStates(session, customer))) throw nothingToGoBackTo(customer)
    const tables = await rollBack(run, options.tables)
    await search?.rollBack(customer, tables)
    return { customer, mode: 'rollback', tables, search: [], seconds: seconds() }
  } catch (error) {
    signal?.throwIfAborted()
    throw explainPostgres(error, session.server)
  } finally {
    await session.close()
    await search?.close()
  }
}
