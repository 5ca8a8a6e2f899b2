import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'

/**
 * What `ENTITY_next` changes in `ENTITY_before`, two versions of the same part of a table:
 *
 * - `ENTITY_written`: rows that are new, or other than they were (what tells of the run alone makes
 *   no row another);
 * - `ENTITY_gone`: the keys of rows that these replace, or that are no more, each with its `_file`.
 */
export function changedRows(dialect: Dialect, entity: Entity): Step[] {
  const same = Object.entries(entity.columns)
    .filter(([, { isOfTheRun }]) => isOfTheRun !== true)
    .map(([name]) =>
      entity.key.includes(name)
        ? `${dialect.field('b', name)} = ${dialect.field('n', name)}`
        : `${dialect.field('b', name)} IS NOT DISTINCT FROM ${dialect.field('n', name)}`,
    )
  const isIn = (relation: string) =>
    `EXISTS (SELECT 1 FROM ${entity.name}_${relation} x WHERE ${sameKey(dialect, 'x', 'b', entity.key)})`
  return [
    {
      name: `${entity.name}_written`,
      query: `SELECT ${columnsOf(dialect, 'n', Object.keys(entity.columns))} FROM ${entity.name}_next n
WHERE NOT EXISTS (SELECT 1 FROM ${entity.name}_before b WHERE ${same.join(' AND ')})`,
    },
    {
      name: `${entity.name}_gone`,
      query: `SELECT ${columnsOf(dialect, 'b', entity.key)}, b._file FROM ${entity.name}_before b
WHERE ${isIn('written')} OR NOT ${isIn('next')}`,
    },
  ]
}
