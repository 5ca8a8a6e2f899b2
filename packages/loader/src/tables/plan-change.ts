import { LoadError } from '../load-error.ts'
import type { LoadColumn } from '../zone/load-column.ts'
import type { ExistingTable } from './existing-table.ts'
import { postgresType, type TableShape } from './table.ts'

/** How a table comes to the shape of a snapshot. */
export type Change =
  | { readonly kind: 'create' }
  /** Its rows are changed where they are, after columns were added or dropped. */
  | { readonly kind: 'merge'; readonly added: LoadColumn[]; readonly dropped: string[] }
  /** A new table takes its place. */
  | { readonly kind: 'rebuild'; readonly reasons: string[] }

/**
 * Decides how an existing table gets the shape of a snapshot: new columns are added and columns
 * that the snapshot no longer has are dropped, neither of which rewrites a row; another type or key
 * needs a new table.
 *
 * @param existing the table in the database, if there is one
 * @param loadedColumns the names of the columns at the last load; undefined where none is recorded
 * @throws {LoadError} `LOAD_TABLE_FOREIGN` where the table is not ours, `LOAD_TABLE_IN_USE` where a
 *   new table is needed and other objects hang on the old one
 */
export function planChange(
  table: string,
  wanted: TableShape,
  existing: ExistingTable | undefined,
  loadedColumns: readonly string[] | undefined,
): Change {
  if (existing === undefined) return { kind: 'create' }
  if (loadedColumns === undefined || !existing.isPlainTable) {
    throw new LoadError(
      'LOAD_TABLE_FOREIGN',
      `There is already a table or view ${table} in the database that no load has made. It was left as it is: rename or drop it, or load into another database.`,
    )
  }
  const types = new Map(existing.columns.map(({ name, type }) => [name, type]))
  const reasons = wanted.columns.flatMap(({ name, type }) => {
    const old = types.get(name)
    const now = postgresType(type)
    return old === undefined || old === now ? [] : [`${name} changes from ${old} to ${now}`]
  })
  if (!hasSameNames(existing.key, wanted.key)) {
    reasons.push(`the key changes from (${existing.key.join(', ')}) to (${wanted.key.join(', ')})`)
  }
  if (reasons.length > 0) {
    refuseWhereUsed(table, reasons, existing, loadedColumns)
    return { kind: 'rebuild', reasons }
  }
  const names = new Set(wanted.columns.map(({ name }) => name))
  return {
    kind: 'merge',
    added: wanted.columns.filter(({ name }) => !types.has(name)),
    dropped: loadedColumns.filter((name) => types.has(name) && !names.has(name)),
  }
}

/** What someone else has built on the table or into it that no other table can take over. */
export function foreignParts(existing: ExistingTable, loadedColumns: readonly string[]): string[] {
  const foreignColumns = existing.columns
    .filter(({ name }) => !loadedColumns.includes(name))
    .map(({ name }) => `column ${name}`)
  return [...existing.pins, ...foreignColumns]
}

function refuseWhereUsed(
  table: string,
  reasons: readonly string[],
  existing: ExistingTable,
  loadedColumns: readonly string[],
): void {
  // A view keeps the types of its columns, so it cannot go over to a table of other ones.
  const views = existing.parts
    .filter(({ kind }) => kind === 'view')
    .map((view) => `view ${view.on}`)
  const parts = [...views, ...foreignParts(existing, loadedColumns)]
  if (parts.length === 0) return
  throw new LoadError(
    'LOAD_TABLE_IN_USE',
    `The table ${table} must be built anew (${reasons.join('; ')}), and that would lose what others built on it: ${parts.join(', ')}. Nothing was changed: drop these, load, and create them again.`,
  )
}

const hasSameNames = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((name) => others.includes(name))
