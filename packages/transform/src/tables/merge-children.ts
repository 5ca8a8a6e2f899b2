import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, sameKey, selectList } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import type { MappedInput } from './latest-records.ts'

/**
 * Merges the rows that winning records carry: `order_items_merged`. The rows of a record that was
 * replaced, deleted or retired go as a whole.
 *
 * @param current the relation of the child's rows so far.
 */
export function mergeChildren(
  dialect: Dialect,
  child: Entity,
  current: string,
  inputs: readonly MappedInput[],
): Step {
  const { parent } = child
  if (parent === undefined) throw new Error(`${child.name} has no parent`)
  const same = (a: string, b: string) => sameKey(dialect, a, b, parent.key)
  const alive = (relation: string) =>
    `EXISTS (SELECT 1 FROM ${parent.name}_merged m WHERE ${same('m', relation)})`
  const winners = `(SELECT * FROM ${parent.name}_winners w WHERE NOT w._deleted AND ${alive('w')})`
  const old = `SELECT ${columnsOf(dialect, 'c', Object.keys(child.columns))} FROM ${current} c
WHERE ${alive('c')} AND NOT EXISTS (SELECT 1 FROM ${parent.name}_winners w WHERE ${same('w', 'c')})`
  const carrying = inputs.filter(({ stream }) =>
    stream.children.some(({ entity }) => entity.name === child.name),
  )
  const apart = carrying.flatMap(({ children, number }) => {
    const relation = children?.[child.name]
    return relation === undefined ? [] : [`SELECT *, ${number} AS _input FROM ${relation}`]
  })
  const carried =
    apart.length > 0
      ? rowsApart(dialect, child, apart, winners)
      : rowsWithin(dialect, child, winners)
  return {
    name: `${child.name}_merged`,
    query: carrying.length === 0 ? old : `${old}\nUNION ALL\n${carried}`,
  }
}

const isInherited = ({ columns }: Entity, name: string) => columns[name]?.fromParent === true

/** The columns of a child, some out of the row of its parent. */
const valuesOf = (dialect: Dialect, child: Entity, value: (name: string) => string): string =>
  selectList(
    dialect,
    Object.fromEntries(Object.keys(child.columns).map((name) => [name, value(name)])),
  )

/** The rows of winners that lie in relations of their own, one a key within each record. */
const rowsApart = (
  dialect: Dialect,
  child: Entity,
  relations: readonly string[],
  winners: string,
): string =>
  `SELECT ${valuesOf(dialect, child, (name) => dialect.field(isInherited(child, name) ? 'w' : 'i', name))}
FROM (${relations.join(' UNION ALL ')}) i
JOIN ${winners} w ON ${sameKey(dialect, 'w', 'i', ['_input', '_file', '_line'])}`

/** The rows of winners that carry them in a list; of those with the same key the last one. */
function rowsWithin(dialect: Dialect, child: Entity, winners: string): string {
  const names = Object.keys(child.columns)
  const inherited = columnsOf(
    dialect,
    'w',
    names.filter((name) => isInherited(child, name)),
  )
  const key = child.key.map(dialect.identifier).join(', ')
  const value = (name: string) => dialect.field(isInherited(child, name) ? 'i' : 'i.item', name)
  return `SELECT ${columnsOf(dialect, 'r', names)} FROM (
  SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY _position DESC NULLS LAST) AS _rank
  FROM (
    SELECT ${valuesOf(dialect, child, value)}, ${dialect.field('i.item', '_position')} AS _position
    FROM (SELECT ${inherited}, ${dialect.explode(dialect.field('w', child.name))} AS item FROM ${winners} w) i
  ) items
) r WHERE r._rank = 1`
}
