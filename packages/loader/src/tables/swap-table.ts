import type { DatabaseRun } from '../load-run.ts'
import { quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import { describeTable, type ExistingTable, grantStatements } from './existing-table.ts'
import { deleteLoadState, moveLoadState } from './load-state.ts'
import {
  createPart,
  isOwn,
  nextName,
  previousName,
  retiredName,
  swapStatements,
} from './table-parts.ts'

type SessionRun = Pick<DatabaseRun, 'session' | 'customer'>

/** Statements that put a table in the place of another, made before readers are kept waiting. */
export interface PlannedSwap {
  readonly statements: readonly string[]
  /** The quoted names of what has to be locked: views first, as their readers lock them first. */
  readonly locks: readonly string[]
}

/** The quoted names of a table in use and of what a swap makes again elsewhere, in locking order. */
export function lockedBySwap(schema: string, table: string, existing: ExistingTable): string[] {
  const on = (wanted: 'view' | 'reference') =>
    existing.parts.filter(({ kind }) => kind === wanted).map((part) => part.on)
  return [...new Set([...on('view'), quoteTable(schema, table), ...on('reference')])]
}

/**
 * Gives the table that was built beside what the one in use has: owner, grants, indexes and
 * constraints. What it has already stays.
 */
export async function furnishNext(
  { session, customer }: SessionRun,
  table: string,
  existing: ExistingTable,
): Promise<void> {
  const next = nextName(table)
  const target = quoteTable(customer, next)
  const built = await describeTable(session, customer, next)
  const has = new Set(built?.parts.map(({ name }) => name))
  const missing = existing.parts.filter(
    (part) => isOwn(part) && part.kind !== 'primary key' && !has.has(nextName(part.name)),
  )
  const statements = missing.map((part) => createPart(part, target, nextName(part.name)))
  if (existing.owner !== built?.owner) {
    statements.push(`ALTER TABLE ${target} OWNER TO ${quoteIdentifier(existing.owner)}`)
  }
  statements.push(...grantStatements(target, existing.grants))
  for (const statement of statements) await session.run(statement)
}

/** Plans to put the table that was built beside in the place of the one in use. */
export async function planSwap(
  { session, customer }: SessionRun,
  table: string,
  current: ExistingTable | undefined,
): Promise<PlannedSwap> {
  const named = async (name: string) => {
    const found = await describeTable(session, customer, name)
    return found && { name, parts: found.parts }
  }
  const next = (await named(nextName(table))) ?? { name: nextName(table), parts: [] }
  const previous = await named(previousName(table))
  const standing = { current: current && { name: table, parts: current.parts }, previous }
  return {
    statements: [
      ...swapStatements(customer, table, next, standing),
      moveLoadState(customer, previousName(table), retiredName(table)),
      moveLoadState(customer, table, previousName(table)),
      moveLoadState(customer, nextName(table), table),
    ],
    locks: current ? lockedBySwap(customer, table, current) : [],
  }
}

/** Removes a table that loads have made for themselves, if it is there. */
export async function dropOwn(
  { session, customer }: SessionRun,
  name: string,
  states: ReadonlyMap<string, unknown>,
): Promise<void> {
  if (!states.has(name)) return
  await session.run(`DROP TABLE IF EXISTS ${quoteTable(customer, name)}`)
  await deleteLoadState(session, customer, name)
}
