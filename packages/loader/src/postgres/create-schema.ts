import type { DatabaseRun } from '../load-run.ts'
import { createLoadState, hasLoadStates } from '../tables/load-state.ts'
import { quoteIdentifier } from './identifier.ts'
import { lockOutOtherLoads } from './table-locks.ts'

type SchemaRun = Pick<DatabaseRun, 'session' | 'customer'>

/**
 * Makes a schema if it is not there, and what else belongs into it, in one transaction: of several
 * that want to, one does.
 */
export async function createSchema(
  { session, customer }: SchemaRun,
  furnish: () => Promise<void> = async () => {},
): Promise<void> {
  await session.transaction(async () => {
    await lockOutOtherLoads({ session, customer }, [''], 'transaction end')
    const schema = quoteIdentifier(customer)
    // Where the schema is there, its owner needs no right to make others.
    const [row] = await session.rows<{ there: boolean }>(
      'SELECT to_regnamespace($1) IS NOT NULL AS there',
      [schema],
    )
    if (!row?.there) await session.run(`CREATE SCHEMA ${schema}`)
    await furnish()
  })
}

/** Makes what a customer's first load needs. */
export async function createCustomerSchema(run: SchemaRun): Promise<void> {
  if (await hasLoadStates(run.session, run.customer)) return
  await createSchema(run, () => createLoadState(run.session, run.customer))
}
