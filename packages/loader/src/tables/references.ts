import { stageAll } from '../copy/stage-changes.ts'
import type { DatabaseRun, LoadRun } from '../load-run.ts'
import { quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import { openTableIfThere } from '../zone/table-in-zone.ts'
import type { ExistingTable, TablePart } from './existing-table.ts'
import { nextName } from './table-parts.ts'

/** Where the transformation says which profiles became part of which. */
const merges = { table: 'identity_merges', from: 'old_profile_id', to: 'profile_id' } as const

/** The table whose rows are merged, and the column that others point at. */
const merged = { table: 'profiles', key: 'profile_id' } as const

const referencesTo = (existing: ExistingTable): TablePart[] =>
  existing.parts.filter(({ kind }) => kind === 'reference')

/**
 * Points rows of others' tables that hold a profile by a foreign key to the profile that it was
 * merged into: the one that is no more can then be deleted.
 */
export async function redirectReferences(
  run: LoadRun,
  table: string,
  existing: ExistingTable,
): Promise<void> {
  if (table !== merged.table) return
  const columns = referencesTo(existing).flatMap((part) =>
    part.columns?.length === 1 && part.columns[0]?.to === merged.key
      ? [{ on: part.on, column: quoteIdentifier(part.columns[0].from) }]
      : [],
  )
  if (columns.length === 0) return
  const source = await openTableIfThere(run.store, run.customer, merges.table)
  if (source === undefined) return
  const { rows: redirects } = await stageAll(run, source)
  for (const { on, column } of columns) {
    await run.session.run(
      `UPDATE ${on} AS t SET ${column} = r.${merges.to} FROM ${redirects} AS r WHERE t.${column} = r.${merges.from}`,
    )
  }
}

/** Whether rows of others' tables point at rows that the table built beside does not have. */
export async function hasOrphans(
  { session, customer }: DatabaseRun,
  table: string,
  existing: ExistingTable,
): Promise<boolean> {
  for (const { on, columns } of referencesTo(existing)) {
    const pairs = (columns ?? []).map(({ from, to }) => ({
      from: `c.${quoteIdentifier(from)}`,
      to: `t.${quoteIdentifier(to)}`,
    }))
    const isSet = pairs.map(({ from }) => `${from} IS NOT NULL`).join(' AND ')
    const isSame = pairs.map(({ from, to }) => `${from} = ${to}`).join(' AND ')
    const [row] = await session.rows<{ orphans: boolean }>(
      `SELECT EXISTS (SELECT FROM ${on} AS c WHERE ${isSet} AND NOT EXISTS (
        SELECT FROM ${quoteTable(customer, nextName(table))} AS t WHERE ${isSame})) AS orphans`,
    )
    if (row?.orphans) return true
  }
  return false
}

/**
 * Holds foreign keys that a swap has made again against the rows that were there. Nobody waits for
 * it; one that does not hold, because of a row that came meanwhile, stays for new rows alone.
 */
export async function validateReferences({ session, customer }: DatabaseRun): Promise<void> {
  const pending = await session.rows<{ on: string; name: string }>(
    `SELECT conrelid::regclass::text AS "on", conname AS name FROM pg_constraint
    JOIN pg_class t ON t.oid = confrelid WHERE contype = 'f' AND NOT convalidated
      AND relnamespace = to_regnamespace($1) AND pg_has_role((SELECT relowner FROM pg_class WHERE oid = conrelid), 'USAGE')`,
    [quoteIdentifier(customer)],
  )
  for (const { on, name } of pending) {
    await session
      .run(`ALTER TABLE ${on} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`)
      .catch((error: { code?: string }) => {
        if (error.code !== '23503') throw error
      })
  }
}
