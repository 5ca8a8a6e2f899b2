import { quoteIdentifier } from './identifier.ts'
import type { DatabaseRun } from './load-run.ts'
import { createLoadState, hasLoadStates } from './load-state.ts'
import { lockOutOtherLoads } from './table-locks.ts'

/** Makes what a customer's first load needs. */
export async function createSchema({ session, customer }: DatabaseRun): Promise<void> {
  const schema = quoteIdentifier(customer)
  if (await hasLoadStates(session, customer)) return
  await session.transaction(async () => {
    await lockOutOtherLoads({ session, customer }, [''], 'transaction end')
    // Where the schema is there, its owner needs no right to make others.
    const [row] = await session.rows<{ there: boolean }>(
      'SELECT to_regnamespace($1) IS NOT NULL AS there',
      [schema],
    )
    if (!row?.there) await session.run(`CREATE SCHEMA ${schema}`)
    await createLoadState(session, customer)
  })
}
