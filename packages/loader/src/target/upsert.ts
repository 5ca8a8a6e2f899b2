import { quoteIdentifier } from '../postgres/identifier.ts'
import { columnList } from '../tables/table.ts'
import { converted } from './column-type.ts'
import type { CopiedColumn } from './copy-rows.ts'

export interface UpsertOptions {
  /** Quoted names. */
  readonly target: string
  readonly staging: string
  readonly columns: readonly CopiedColumn[]
  /** The types of the target's columns. */
  readonly types: ReadonlyMap<string, string>
  /** None: every row is inserted. */
  readonly key: readonly string[]
}

const sequence = quoteIdentifier('_sdc_sequence')

/**
 * The statement that brings the rows of a staging table, one a key, into a table. A row replaces the
 * one with its key unless that one is newer (`_sdc_sequence`): so a batch that comes again, or late,
 * changes nothing.
 *
 * `ON CONFLICT` and not `MERGE`: a batch is small and its table large, so each row is looked up by
 * its key, and another writer of the same table is no danger.
 */
export function upsertStatement(options: UpsertOptions): string {
  const { columns, key } = options
  if (key.length === 0) return insert(options)
  const others = columns
    .map(({ name }) => name)
    .filter((name) => !key.includes(name))
    .map(quoteIdentifier)
  if (others.length === 0) return `${insert(options)} ON CONFLICT (${columnList(key)}) DO NOTHING`
  const assignments = others.map((name) => `${name} = excluded.${name}`).join(', ')
  const isNewer = others.includes(sequence)
    ? ` WHERE (t.${sequence} <= excluded.${sequence}) IS NOT FALSE`
    : ''
  return `${insert(options)} ON CONFLICT (${columnList(key)}) DO UPDATE SET ${assignments}${isNewer}`
}

/**
 * The statements that mark the rows of a table whose keys a staging table holds as deleted, or take
 * them away. A row that is not there is made, to be known as deleted, where rows stay.
 */
export function tombstoneStatements(options: UpsertOptions, hardDelete: boolean): string[] {
  const { target, staging, columns, types, key } = options
  const isSame = columns
    .filter(({ name }) => key.includes(name))
    .map((column) => `t.${quoteIdentifier(column.name)} = ${stagedValue(column, types)}`)
    .join(' AND ')
  if (hardDelete) return [`DELETE FROM ${target} AS t USING ${staging} AS s WHERE ${isSame}`]
  const marks = columns
    .filter(({ name }) => name.startsWith('_sdc_'))
    .map((column) => `${quoteIdentifier(column.name)} = ${stagedValue(column, types)}`)
    .join(', ')
  return [
    `UPDATE ${target} AS t SET ${marks} FROM ${staging} AS s WHERE ${isSame}`,
    `${insert(options)} ON CONFLICT (${columnList(key)}) DO NOTHING`,
  ]
}

function insert({ target, staging, columns, types }: UpsertOptions): string {
  const names = columnList(columns.map(({ name }) => name))
  const values = columns.map((column) => stagedValue(column, types)).join(', ')
  return `INSERT INTO ${target} AS t (${names}) SELECT ${values} FROM ${staging} AS s`
}

const stagedValue = (
  { name, type, copied }: CopiedColumn,
  types: ReadonlyMap<string, string>,
): string => converted(`s.${quoteIdentifier(name)}`, copied, types.get(name) ?? type)
