import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, sameKey } from '../sql/select.ts'

/**
 * The query for the rows of a part of a table as they were, from `ENTITY_scope` and, where rows that
 * were not touched may have got another profile, `ENTITY_moved`; each with its `_file`.
 */
export function rowsBefore(
  dialect: Dialect,
  { name }: Entity,
  columns: readonly string[],
  mayMove: boolean,
): string {
  const from = (relation: string) =>
    `SELECT ${columnsOf(dialect, 'r', [...columns, '_file'])} FROM ${name}_${relation} r`
  return mayMove ? `${from('scope')} UNION ALL ${from('moved')}` : from('scope')
}

/** The query for all rows that a table is to have: a part of it is as `ENTITY_next`. */
export function rowsAfter(
  dialect: Dialect,
  entity: Entity,
  columns: readonly string[],
  mayMove: boolean,
): string {
  const before = rowsBefore(dialect, entity, entity.key, mayMove)
  return `SELECT ${columnsOf(dialect, 's', columns)} FROM ${entity.name}_stored s
WHERE NOT EXISTS (SELECT 1 FROM (${before}) b WHERE ${sameKey(dialect, 'b', 's', entity.key)})
UNION ALL SELECT ${columnsOf(dialect, 'n', columns)} FROM ${entity.name}_next n`
}
