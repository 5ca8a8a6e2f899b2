import { LoadError } from '../load-error.ts'
import { checkName, derivedName, quoteIdentifier } from '../postgres/identifier.ts'
import type { LoadColumn, LoadType } from '../zone/load-column.ts'

/** A table to be kept in PostgreSQL. */
export interface TableShape {
  readonly columns: readonly LoadColumn[]
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
  json: 'jsonb',
} as const

/**
 * The PostgreSQL type of a column, as `format_type` of the server writes it, so that a wanted type
 * and an existing one are compared as text.
 *
 * @example
 *   postgresType('decimal(18,2)') // 'numeric(18,2)'
 *   postgresType({ list: 'string' }) // 'text[]'
 */
export function postgresType(type: LoadType): string {
  if (typeof type === 'object') return `${postgresType(type.list)}[]`
  if (type in scalarTypes) return scalarTypes[type as keyof typeof scalarTypes]
  return type.replace('decimal', 'numeric').replaceAll(' ', '')
}

/** `"a", "b"` */
export const columnList = (names: readonly string[]): string =>
  names.map(quoteIdentifier).join(', ')

/**
 * `CREATE TABLE` with a column for each of the table's, those of the key not null. The primary key
 * is not in it: an index is built faster when the rows are there (`addPrimaryKey`).
 *
 * @param name what the table will be called in the end, for the names of its constraints
 * @throws {LoadError} `LOAD_NAME_INVALID` where PostgreSQL cannot have a column's name
 */
export function createTable(table: string, name: string, { columns, key }: TableShape): string {
  const definitions = columnDefinitions(columns).map((definition, index) => {
    const column = columns[index]?.name ?? ''
    if (!key.includes(column)) return definition
    const constraint = derivedName(`${name}_${column}`, '_not_null')
    return `${definition} CONSTRAINT ${quoteIdentifier(constraint)} NOT NULL`
  })
  return `CREATE TABLE ${table} (${definitions.join(', ')})`
}

/** A table of this transaction alone, for rows on their way into the real one. */
export function createStaging(table: string, columns: readonly LoadColumn[]): string {
  return `CREATE TEMPORARY TABLE ${table} (${columnDefinitions(columns).join(', ')}) ON COMMIT DROP`
}

/** `ALTER TABLE … ADD CONSTRAINT … PRIMARY KEY`. */
export const addPrimaryKey = (table: string, name: string, key: readonly string[]): string =>
  `ALTER TABLE ${table} ADD CONSTRAINT ${quoteIdentifier(name)} PRIMARY KEY (${columnList(key)})`

/** `ALTER TABLE` with new, nullable columns and without dropped ones: no row is rewritten. */
export function alterColumns(
  table: string,
  added: readonly LoadColumn[],
  dropped: readonly string[],
): string {
  const actions = [
    ...columnDefinitions(added).map((definition) => `ADD COLUMN ${definition}`),
    ...dropped.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`),
  ]
  return `ALTER TABLE ${table} ${actions.join(', ')}`
}

function columnDefinitions(columns: readonly LoadColumn[]): string[] {
  const names = new Map<string, string>()
  for (const { name } of columns) {
    const other = names.get(name.toLowerCase())
    if (other !== undefined) throw caseClash(name, other)
    names.set(name.toLowerCase(), name)
  }
  return columns.map(({ name, type }) => {
    checkName('column', name)
    return `${quoteIdentifier(name)} ${postgresType(type)}`
  })
}

/** The files of the zone are read by names in which case does not count. */
const caseClash = (name: string, other: string) =>
  new LoadError(
    'LOAD_NAME_INVALID',
    `The columns ${other} and ${name} differ by case alone: rename one of them in the transformation.`,
    { exitCode: 2 },
  )
