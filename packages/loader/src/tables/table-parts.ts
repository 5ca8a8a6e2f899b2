import { derivedName, quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import type { TablePart } from './existing-table.ts'

/** What a table, or a part of one, is called while it is built beside the one in use. */
export const nextName = (name: string): string => derivedName(name, '__next')

/** What the table that was in use before is called, and its parts: `descant load --rollback` is for it. */
export const previousName = (name: string): string => derivedName(name, '__previous')

/** What a table is called that is about to be dropped. */
export const retiredName = (name: string): string => derivedName(name, '__old')

/** Names that a table of the zone cannot have. */
export const isReservedName = (name: string): boolean => /__(next|previous|old)$/.test(name)

export const primaryKeyName = (table: string): string => derivedName(table, '_pkey')

/** Whether a part belongs to the table itself, so that a rename of the table takes it along. */
export const isOwn = ({ kind }: TablePart): boolean => kind !== 'reference' && kind !== 'view'

/** The statement that makes a part like another one, on a table and with a name of its own. */
export function createPart({ kind, definition }: TablePart, on: string, name: string): string {
  const quoted = quoteIdentifier(name)
  if (kind === 'index') return `CREATE INDEX ${quoted} ON ${on} ${definition}`
  if (kind === 'unique index') return `CREATE UNIQUE INDEX ${quoted} ON ${on} ${definition}`
  return `ALTER TABLE ${on} ADD CONSTRAINT ${quoted} ${definition}`
}

/** A table with the parts that it has now. */
export interface NamedTable {
  readonly name: string
  readonly parts: readonly TablePart[]
}

/**
 * Statements that give a table and its own parts other names.
 *
 * @param rename gives the new name of a part
 */
export function renameTable(
  schema: string,
  { name, parts }: NamedTable,
  to: string,
  rename: (part: string) => string,
): string[] {
  const table = quoteTable(schema, name)
  const renamed = parts.filter(isOwn).map(({ kind, name: from }) => {
    const after = quoteIdentifier(rename(from))
    return kind === 'index' || kind === 'unique index'
      ? `ALTER INDEX ${quoteTable(schema, from)} RENAME TO ${after}`
      : `ALTER TABLE ${table} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${after}`
  })
  return [...renamed, `ALTER TABLE ${table} RENAME TO ${quoteIdentifier(to)}`]
}

/** The names that parts have in use, by the names that they have on a table that is not. */
function namesInUse(table: string, current: NamedTable | undefined): (name: string) => string {
  const known = [primaryKeyName(table), ...(current?.parts ?? []).map(({ name }) => name)]
  const names = new Map(
    known.flatMap((name) => [nextName, previousName].map((of) => [of(name), name])),
  )
  return (name) => names.get(name) ?? name.replace(/__(next|previous)$/, '')
}

/** The tables that may stand in one place, each where there is one. */
export interface StandingTables {
  readonly current: NamedTable | undefined
  /** The one that was in use before the current one. */
  readonly previous: NamedTable | undefined
}

/**
 * Statements that put the table called `nextName` in the place of the current one, which becomes the
 * previous one; what was that is left under `retiredName`. Views and foreign keys that stood on the
 * current table stand on the new one. The keys are held against new rows only: those that are there
 * were looked at before (`refuseOrphans`), and are again by `validateReferences`.
 */
export function swapStatements(
  schema: string,
  table: string,
  next: NamedTable,
  { current, previous }: StandingTables,
): string[] {
  const followers = current?.parts.filter((part) => !isOwn(part)) ?? []
  const references = followers.filter(({ kind }) => kind === 'reference')
  const views = followers.filter(({ kind }) => kind === 'view')
  // Names of indexes are the schema's: each must be free before it is given again.
  return [
    ...references.map(
      ({ on, name }) => `ALTER TABLE ${on} DROP CONSTRAINT ${quoteIdentifier(name)}`,
    ),
    ...(previous ? renameTable(schema, previous, retiredName(table), retiredName) : []),
    ...(current ? renameTable(schema, current, previousName(table), previousName) : []),
    ...renameTable(schema, next, table, namesInUse(table, current)),
    ...views.map(({ on, definition }) => `CREATE OR REPLACE VIEW ${on} ${definition}`),
    ...references.map((part) => `${createPart(part, part.on, part.name)} NOT VALID`),
  ]
}

/** Statements that change the current table and the previous one about. */
export function swapBackStatements(
  schema: string,
  table: string,
  previous: NamedTable,
  current: NamedTable,
): string[] {
  const inUse = namesInUse(table, current)
  const asNext = (name: string) => nextName(inUse(name))
  const next = {
    name: nextName(table),
    parts: previous.parts.map((part) => ({ ...part, name: asNext(part.name) })),
  }
  return [
    ...renameTable(schema, previous, next.name, asNext),
    ...swapStatements(schema, table, next, { current, previous: undefined }),
  ]
}
