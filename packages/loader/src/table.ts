import type { TableColumn } from '@descant/lake'
import { checkName, quoteIdentifier } from './identifier.ts'

/** A table to be kept in PostgreSQL. */
export interface TableShape {
  readonly columns: readonly TableColumn[]
  /** The columns that tell its rows apart, in order: its primary key. */
  readonly key: readonly string[]
}

const scalarTypes = {
  string: 'text',
  int: 'integer',
  long: 'bigint',
  double: 'double precision',
  boolean: 'boolean',
  date: 'date',
  timestamptz: 'timestamp with time zone',
} as const

/**
 * The PostgreSQL type of a column, as `format_type` of the server writes it, so that a wanted type
 * and an existing one are compared as text.
 *
 * @example
 *   postgresType('decimal(18,2)') // 'numeric(18,2)'
 *   postgresType({ list: 'string' }) // 'text[]'
 */
export function postgresType(type: TableColumn['type']): string {
  if (typeof type === 'object') return `${postgresType(type.list)}[]`
  if (type in scalarTypes) return scalarTypes[type as keyof typeof scalarTypes]
  return type.replace('decimal', 'numeric').replaceAll(' ', '')
}

/** `"a", "b"` */
export const columnList = (names: readonly string[]): string =>
  names.map(quoteIdentifier).join(', ')

/**
 * `CREATE TABLE` with a column for each of the table's. The primary key is not in it: an index is
 * built faster when the rows are there (`addPrimaryKey`).
 *
 * @param table its quoted name
 * @throws {LoadError} `LOAD_NAME_INVALID` where PostgreSQL cannot have a column's name
 */
export function createTable(table: string, columns: readonly TableColumn[]): string {
  return `CREATE TABLE ${table} (${columnDefinitions(columns).join(', ')})`
}

/** A table of this transaction alone, for rows on their way into the real one. */
export function createStaging(table: string, columns: readonly TableColumn[]): string {
  return `CREATE TEMPORARY TABLE ${table} (${columnDefinitions(columns).join(', ')}) ON COMMIT DROP`
}

/** `ALTER TABLE … ADD PRIMARY KEY`. */
export const addPrimaryKey = (table: string, key: readonly string[]): string =>
  `ALTER TABLE ${table} ADD PRIMARY KEY (${columnList(key)})`

/** `ALTER TABLE` with new, nullable columns and without dropped ones: no row is rewritten. */
export function alterColumns(
  table: string,
  added: readonly TableColumn[],
  dropped: readonly string[],
): string {
  const actions = [
    ...columnDefinitions(added).map((definition) => `ADD COLUMN ${definition}`),
    ...dropped.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`),
  ]
  return `ALTER TABLE ${table} ${actions.join(', ')}`
}

function columnDefinitions(columns: readonly TableColumn[]): string[] {
  return columns.map(({ name, type }) => {
    checkName('column', name)
    return `${quoteIdentifier(name)} ${postgresType(type)}`
  })
}
