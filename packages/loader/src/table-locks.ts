import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadRun } from './load-run.ts'
import type { PostgresSession } from './postgres.ts'

type Lockable = Pick<LoadRun, 'session' | 'customer'> & Partial<Pick<LoadRun, 'onProgress'>>

/** How long a lock that stops readers is waited for at a time: readers queue behind the wait. */
const lockAttemptMs = 1_000
/** Between two attempts readers that have queued get through. */
const pauseMs = 500

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
    const name = [`descant load ${customer}/${table}`]
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
 * Takes tables from their readers, until the end of the transaction. To let no queue of readers
 * grow behind a long reader, it asks for a second at a time and lets them through in between.
 *
 * @param tables quoted names
 * @throws an error of the server with code `55P03` where readers held on for `timeoutSeconds`
 */
export async function lockOutReaders(
  session: PostgresSession,
  tables: readonly string[],
  timeoutSeconds: number,
): Promise<void> {
  if (tables.length === 0) return
  const deadline = Date.now() + timeoutSeconds * 1000
  await session.run('SAVEPOINT before_locks')
  for (;;) {
    try {
      await session.run(`SET LOCAL lock_timeout = ${lockAttemptMs};
        LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE;
        SET LOCAL lock_timeout = 0; RELEASE SAVEPOINT before_locks`)
      return
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (!['55P03', '40P01'].includes(code) || Date.now() > deadline) throw error
      await session.run('ROLLBACK TO SAVEPOINT before_locks')
      await sleep(pauseMs)
    }
  }
}
