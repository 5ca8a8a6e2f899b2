import type { DatabaseRun } from '../load-run.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { TableInZone } from '../zone/table-in-zone.ts'
import { describeTable } from './existing-table.ts'
import { copyLoadState, moveLoadState } from './load-state.ts'
import { addPrimaryKey, columnList } from './table.ts'
import { previousName, primaryKeyName, renameTable, retiredName } from './table-parts.ts'

/**
 * Copies the rows of a table that is about to be changed in place, so that they can be had back. The
 * copy that was there is left under `retiredName`.
 *
 * @param loadedColumns the columns that loads have made; others' own are not ours to bring back
 */
export async function keepPrevious(
  { session, customer }: Pick<DatabaseRun, 'session' | 'customer'>,
  { name, key }: Pick<TableInZone, 'name' | 'key'>,
  loadedColumns: readonly string[],
): Promise<void> {
  const previous = previousName(name)
  const former = await describeTable(session, customer, previous)
  if (former) {
    const named = { name: previous, parts: former.parts }
    const statements = renameTable(customer, named, retiredName(name), retiredName)
    for (const statement of statements) await session.run(statement)
    await session.run(moveLoadState(customer, previous, retiredName(name)))
  }
  const copy = quoteTable(customer, previous)
  await session.run(
    `CREATE TABLE ${copy} AS SELECT ${columnList(loadedColumns)} FROM ${quoteTable(customer, name)}`,
  )
  await session.run(addPrimaryKey(copy, previousName(primaryKeyName(name)), key))
  await session.run(copyLoadState(customer, name, previous))
}
