import { setTimeout as sleep } from 'node:timers/promises'
import { LoadError } from '../load-error.ts'
import type { DatabaseRun } from '../load-run.ts'
import type { PostgresSession } from './postgres.ts'

type Lockable = Pick<DatabaseRun, 'session' | 'customer'> & Partial<Pick<DatabaseRun, 'onProgress'>>

/**
 * How long locks that stop readers are waited for at a time. Less than PostgreSQL's
 * `deadlock_timeout` of a second: where a reader and a load stand in each other's way, it is the
 * load that steps back.
 */
const lockAttemptMs = 500
const shortestAttemptMs = 50
/** Between two attempts readers that have queued get through. */
const pauseMs = 500

const lockName = (customer: string, table: string) => `descant load ${customer}/${table}`

/**
 * Keeps other loads of the same tables out until the transaction, or the session, ends. Readers do
 * not notice.
 *
 * @param tables their names; '' stands for the schema itself
 */
export async function lockOutOtherLoads(
  { session, customer, onProgress }: Lockable,
  tables: readonly string[],
  until: 'transaction end' | 'session end',
): Promise<void> {
  const scope = until === 'transaction end' ? 'xact_lock' : 'lock'
  // Always in the same order, so that two loads never wait for each other.
  for (const table of [...tables].sort()) {
    const name = [lockName(customer, table)]
    const [row] = await session.rows<{ taken: boolean }>(
      `SELECT pg_try_advisory_${scope}(hashtextextended($1, 0)) AS taken`,
      name,
    )
    if (row?.taken) continue
    onProgress?.({ table, step: 'waiting for another load' })
    await session.rows(`SELECT pg_advisory_${scope}(hashtextextended($1, 0))`, name)
  }
}

/**
 * Keeps loads of the same tables out until the transaction ends, but for those that share them, too:
 * whose rows may be written side by side.
 */
export async function shareTables(
  { session, customer }: Lockable,
  tables: readonly string[],
): Promise<void> {
  for (const table of [...tables].sort()) {
    const statement = 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))'
    await session.rows(statement, [lockName(customer, table)])
  }
}

/**
 * Takes tables from their readers, until the end of the transaction. To let no queue of readers
 * grow behind a long one, it asks for half a second at a time and lets them through in between.
 *
 * @param tables quoted names
 * @throws {LoadError} `LOAD_TABLE_BUSY` where readers held on for `timeoutSeconds`
 */
export async function lockOutReaders(
  session: PostgresSession,
  tables: readonly string[],
  timeoutSeconds: number,
): Promise<void> {
  if (tables.length === 0) return
  const deadline = performance.now() + timeoutSeconds * 1000
  for (;;) {
    const left = Math.ceil(deadline - performance.now())
    const attempt = Math.min(lockAttemptMs, Math.max(left, shortestAttemptMs))
    await session.run(`SAVEPOINT before_locks; SET LOCAL statement_timeout = ${attempt}`)
    try {
      await session.run(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`)
      await session.run('SET LOCAL statement_timeout = 0; RELEASE SAVEPOINT before_locks')
      return
    } catch (error) {
      const isTaken = ['57014', '40P01'].includes((error as { code?: string }).code ?? '')
      if (!isTaken) throw error
      await session.run('ROLLBACK TO SAVEPOINT before_locks; RELEASE SAVEPOINT before_locks')
      if (performance.now() > deadline) throw busy(tables, timeoutSeconds, error)
      await sleep(pauseMs)
    }
  }
}

const busy = (tables: readonly string[], seconds: number, cause: unknown) =>
  new LoadError(
    'LOAD_TABLE_BUSY',
    `Other sessions have been reading ${tables.join(', ')} in open transactions for more than ${seconds} seconds. Nothing was changed; end these transactions and run again.`,
    { cause },
  )
