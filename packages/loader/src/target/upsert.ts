import { quoteIdentifier } from '../identifier.ts'
import { columnList } from '../table.ts'
import { converted } from './column-type.ts'
import type { StreamColumn } from './stream-table.ts'

/** The column of a staging table that tells rows from tombstones, which have no values but their key. */
export const hasValues = '_descant_has_values'

export interface UpsertOptions {
  /** Quoted names. */
  readonly target: string
  readonly staging: string
  readonly columns: readonly StreamColumn[]
  /** The types of the target's columns. */
  readonly types: ReadonlyMap<string, string>
  /** None: every row is inserted. */
  readonly key: readonly string[]
  /** The columns that a tombstone sets, where the row stays. */
  readonly metadata: readonly string[]
  /** Whether a row that the source deleted goes. */
  readonly hardDelete: boolean
  /** Whether the batch has rows that the source deleted. */
  readonly hasDeleted: boolean
}

const deletedAt = quoteIdentifier('_sdc_deleted_at')
const sequence = quoteIdentifier('_sdc_sequence')

/**
 * The statements that bring the rows of a staging table, one a key, into a table. A row replaces the
 * one with its key unless that one is newer (`_sdc_sequence`): so a batch that comes again, or late,
 * changes nothing.
 *
 * `ON CONFLICT` and not `MERGE`: a batch is small and its table large, so each row is looked up by
 * its key, and another writer of the same table is no danger.
 */
export function upsertStatements(options: UpsertOptions): string[] {
  const { target, staging, columns, types, key, hardDelete, hasDeleted } = options
  const names = columns.map(({ name }) => name)
  const values = columns.map(({ name, type }) =>
    converted(`s.${quoteIdentifier(name)}`, type, types.get(name) ?? type),
  )
  const insert = (where: string) =>
    `INSERT INTO ${target} AS t (${columnList(names)}) SELECT ${values.join(', ')} FROM ${staging} AS s${where}`
  if (key.length === 0) return [insert('')]
  const others = names.filter((name) => !key.includes(name)).map(quoteIdentifier)
  const isNewer = others.includes(sequence)
    ? ` WHERE t.${sequence} IS NULL OR t.${sequence} <= excluded.${sequence}`
    : ''
  const assignments = others.map((name) => `${name} = excluded.${name}`).join(', ')
  const conflict = others.length > 0 ? `UPDATE SET ${assignments}${isNewer}` : 'NOTHING'
  const upsert = (where: string) =>
    `${insert(where)} ON CONFLICT (${columnList(key)}) DO ${conflict}`
  if (!hasDeleted) return [upsert('')]
  const isSame = key
    .map((name) => {
      const column = columns.find((own) => own.name === name)
      const type = column?.type ?? 'text'
      const value = converted(`s.${quoteIdentifier(name)}`, type, types.get(name) ?? type)
      return `t.${quoteIdentifier(name)} = ${value}`
    })
    .join(' AND ')
  if (hardDelete) {
    return [
      upsert(` WHERE s.${deletedAt} IS NULL`),
      `DELETE FROM ${target} AS t USING ${staging} AS s WHERE s.${deletedAt} IS NOT NULL AND ${isSame}`,
    ]
  }
  const marks = options.metadata
    .map((name) => `${quoteIdentifier(name)} = s.${quoteIdentifier(name)}`)
    .join(', ')
  const isUnknown = `NOT EXISTS (SELECT FROM ${target} AS t WHERE ${isSame})`
  return [
    `UPDATE ${target} AS t SET ${marks} FROM ${staging} AS s WHERE NOT s.${quoteIdentifier(hasValues)} AND ${isSame}`,
    upsert(` WHERE s.${quoteIdentifier(hasValues)} OR ${isUnknown}`),
  ]
}
