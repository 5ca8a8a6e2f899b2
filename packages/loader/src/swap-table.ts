import { type ExistingTable, grantStatements } from './existing-table.ts'
import { quoteIdentifier, quoteTable } from './identifier.ts'
import type { LoadRun } from './load-run.ts'
import { deleteLoadState } from './load-state.ts'

/** What a table is called while it is built beside the one that is in use. */
export const besideName = (table: string): string => `${table}__next`

/**
 * Puts the table that was built beside in the place of the one in use, with its owner and grants.
 * The caller has taken the old table from its readers; they see the new one at the commit.
 */
export async function swapTable(
  { session, customer, onProgress }: LoadRun,
  table: string,
  existing: ExistingTable | undefined,
): Promise<void> {
  onProgress({ table, step: 'swapping' })
  const target = quoteTable(customer, table)
  const beside = quoteTable(customer, besideName(table))
  if (existing !== undefined) {
    if (existing.owner !== session.server.user) {
      await session.run(`ALTER TABLE ${beside} OWNER TO ${quoteIdentifier(existing.owner)}`)
    }
    for (const statement of grantStatements(beside, existing.grants)) await session.run(statement)
    await session.run(`DROP TABLE ${target}`)
  }
  await session.run(`ALTER TABLE ${beside} RENAME TO ${quoteIdentifier(table)}`)
  await renameConstraints({ session, customer }, table)
  await deleteLoadState(session, customer, besideName(table))
}

/** `orders__next_pkey` => `orders_pkey`, so that the next build finds its names free. */
async function renameConstraints(
  { session, customer }: Pick<LoadRun, 'session' | 'customer'>,
  table: string,
): Promise<void> {
  const target = quoteTable(customer, table)
  const names = await session.rows<{ name: string }>(
    'SELECT conname AS name FROM pg_constraint WHERE conrelid = to_regclass($1) AND starts_with(conname, $2)',
    [target, besideName(table)],
  )
  for (const { name } of names) {
    const renamed = quoteIdentifier(name.replace(besideName(table), table))
    await session.run(
      `ALTER TABLE ${target} RENAME CONSTRAINT ${quoteIdentifier(name)} TO ${renamed}`,
    )
  }
}

/** Removes what a load that did not finish left beside a table, if a load made it. */
export async function dropBeside(
  { session, customer }: Pick<LoadRun, 'session' | 'customer'>,
  table: string,
  states: ReadonlyMap<string, unknown>,
): Promise<void> {
  if (!states.has(besideName(table))) return
  await session.run(`DROP TABLE IF EXISTS ${quoteTable(customer, besideName(table))}`)
  await deleteLoadState(session, customer, besideName(table))
}
