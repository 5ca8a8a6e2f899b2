import { LoadError } from '../load-error.ts'
import { quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import type { ExistingTable } from '../tables/existing-table.ts'
import { columnList } from '../tables/table.ts'
import { type ColumnType, converted, evolvedType } from './column-type.ts'
import type { StreamColumn } from './stream-table.ts'

export interface WantedTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly StreamColumn[]
  readonly key: readonly string[]
  /** The name of the primary key's constraint. */
  readonly keyName: string
}

/** Statements that bring a table to a wanted shape, and the types that its columns then have. */
export interface Evolution {
  readonly statements: readonly string[]
  readonly types: ReadonlyMap<string, string>
}

/**
 * How a table comes to hold what a stream sends: columns are added, and made wider where a type no
 * longer does; none is dropped or made narrower. The primary key follows the stream's.
 *
 * @param existing undefined where there is no such table yet
 * @throws {LoadError} `LOAD_TABLE_FOREIGN` where it is no table that rows can be written to
 */
export function evolveTable(wanted: WantedTable, existing: ExistingTable | undefined): Evolution {
  const { schema, name, columns, key, keyName } = wanted
  const table = quoteTable(schema, name)
  const primaryKey = `CONSTRAINT ${quoteIdentifier(keyName)} PRIMARY KEY (${columnList(key)})`
  if (existing === undefined) {
    const definitions = columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`)
    if (key.length > 0) definitions.push(primaryKey)
    const types = new Map<string, string>(columns.map((column) => [column.name, column.type]))
    return { statements: [`CREATE TABLE ${table} (${definitions.join(', ')})`], types }
  }
  if (!existing.isPlainTable) {
    throw new LoadError(
      'LOAD_TABLE_FOREIGN',
      `${schema}.${name} is a view, or another thing that rows cannot be copied into. It was left as it is: rename it, or choose another schema.`,
      { exitCode: 2 },
    )
  }
  const types = new Map(existing.columns.map((column) => [column.name, column.type]))
  const actions = columns.flatMap((column) => columnActions(column, types))
  return { statements: [...alter(table, actions), ...keyStatements()], types }

  function keyStatements(): string[] {
    const isSame =
      key.length === existing?.key.length && key.every((part) => existing?.key.includes(part))
    if (isSame) return []
    const drops = (existing?.parts ?? [])
      .filter(({ kind }) => kind === 'primary key')
      .map((part) => `DROP CONSTRAINT ${quoteIdentifier(part.name)}`)
    // A part of the key that is one no more may be missing from then on.
    const frees = (existing?.key ?? [])
      .filter((part) => !key.includes(part))
      .map((part) => `ALTER COLUMN ${quoteIdentifier(part)} DROP NOT NULL`)
    const adds = key.length > 0 ? [`ADD ${primaryKey}`] : []
    return [...alter(table, drops), ...alter(table, frees), ...alter(table, adds)]
  }
}

const alter = (table: string, actions: readonly string[]): string[] =>
  actions.length === 0 ? [] : [`ALTER TABLE ${table} ${actions.join(', ')}`]

function columnActions({ name, type }: StreamColumn, types: Map<string, string>): string[] {
  const column = quoteIdentifier(name)
  const existing = types.get(name)
  if (existing === undefined) {
    types.set(name, type)
    return [`ADD COLUMN ${column} ${type}`]
  }
  const evolved = evolvedType(existing, type as ColumnType)
  if (evolved === existing) return []
  types.set(name, evolved)
  return [`ALTER COLUMN ${column} TYPE ${evolved} USING ${converted(column, existing, evolved)}`]
}
