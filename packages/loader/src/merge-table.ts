import { quoteTable } from './identifier.ts'
import type { LoadRun } from './load-run.ts'
import { deleteStatement, mergeStatements } from './merge.ts'
import type { StagedChanges } from './stage-changes.ts'
import type { TableInZone } from './table-in-zone.ts'

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
  const statements = mergeStatements({
    target,
    staging: rows,
    columns: snapshot.columns.map((column) => column.name),
    key,
    serverVersion: session.version,
    deleteMissing: goneKeys === undefined,
  })
  // A row whose key is gone may stand in the way of a unique index for one that comes.
  if (goneKeys !== undefined) statements.unshift(deleteStatement(target, goneKeys, key))
  const counts = { inserted: 0, updated: 0, deleted: 0 }
  for (const statement of statements) {
    const [row = {}] = await session.rows<Partial<Record<keyof ChangeCounts, string>>>(statement)
    for (const change of ['inserted', 'updated', 'deleted'] as const) {
      counts[change] += Number(row[change] ?? 0)
    }
  }
  return counts
}
