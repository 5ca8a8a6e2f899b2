import type { StagedChanges } from '../copy/stage-changes.ts'
import type { LoadRun } from '../load-run.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import type { TableInZone } from '../zone/table-in-zone.ts'
import { deleteStatement, type MergeOptions, mergeStatements } from './merge.ts'

/** Rows of a table that a load changed. */
export interface ChangeCounts {
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}

/** Brings staged changes into a table. Its readers see them when the transaction is committed. */
export async function mergeTable(
  { session, customer, onProgress }: LoadRun,
  { name, key, snapshot }: TableInZone,
  { rows, goneKeys }: Pick<StagedChanges, 'rows' | 'goneKeys'>,
): Promise<ChangeCounts> {
  onProgress({ table: name, step: 'merging' })
  const target = quoteTable(customer, name)
  // A row whose key is gone may stand in the way of a unique index for one that comes.
  const gone =
    goneKeys === undefined
      ? noChanges
      : await count(session, [deleteStatement(target, goneKeys, key)])
  const columns = snapshot.columns.map((column) => column.name)
  const deleteMissing = goneKeys === undefined
  const merged = await runMerge(session, { target, staging: rows, columns, key, deleteMissing })
  return { ...merged, deleted: merged.deleted + gone.deleted }
}

/** Makes a table equal to its staging table, in the way of the server's version. */
export const runMerge = (
  session: PostgresSession,
  options: Omit<MergeOptions, 'serverVersion'>,
): Promise<ChangeCounts> =>
  count(session, mergeStatements({ ...options, serverVersion: session.version }))

const noChanges: ChangeCounts = { inserted: 0, updated: 0, deleted: 0 }

async function count(
  session: PostgresSession,
  statements: readonly string[],
): Promise<ChangeCounts> {
  const counts = { ...noChanges }
  for (const statement of statements) {
    const [row = {}] = await session.rows<Partial<Record<keyof ChangeCounts, string>>>(statement)
    for (const change of ['inserted', 'updated', 'deleted'] as const) {
      counts[change] += Number(row[change] ?? 0)
    }
  }
  return counts
}
