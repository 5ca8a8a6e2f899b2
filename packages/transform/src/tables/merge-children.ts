import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
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
  const columns = Object.keys(child.columns)
  const key = child.key.map(dialect.identifier).join(', ')
  const alive = (relation: string) =>
    `EXISTS (SELECT 1 FROM ${parent.name}_merged m WHERE ${same('m', relation)})`
  const winners = `(SELECT * FROM ${parent.name}_winners w WHERE NOT w._deleted AND ${alive('w')})`
  const items = carriedRows(dialect, child, winners, inputs)
  const query = `SELECT ${columnsOf(dialect, 'c', columns)} FROM ${current} c
WHERE ${alive('c')} AND NOT EXISTS (SELECT 1 FROM ${parent.name}_winners w WHERE ${same('w', 'c')})`
  if (items === undefined) return { name: `${child.name}_merged`, query }
  return {
    name: `${child.name}_merged`,
    query: `${query}
UNION ALL
SELECT ${columnsOf(dialect, 'r', columns)} FROM (
  SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY _position DESC NULLS LAST) AS _rank
  FROM (${items}) items
) r WHERE r._rank = 1`,
  }
}

/** The rows of a child that its winning parents carry, with `_position`; undefined where none can. */
function carriedRows(
  dialect: Dialect,
  child: Entity,
  winners: string,
  inputs: readonly MappedInput[],
): string | undefined {
  const carrying = inputs.filter(({ stream }) =>
    stream.children.some(({ entity }) => entity.name === child.name),
  )
  if (carrying.length === 0) return undefined
  const names = Object.keys(child.columns)
  const isInherited = (name: string) => child.columns[name]?.fromParent === true
  const inherited = columnsOf(dialect, 'w', names.filter(isInherited))
  const own = [...names.filter((name) => !isInherited(name)), '_position']
  const apart = carrying.flatMap(({ children, number }) => {
    const relation = children?.[child.name]
    return relation === undefined ? [] : [`SELECT *, ${number} AS _input FROM ${relation}`]
  })
  if (apart.length > 0) {
    return `SELECT ${inherited}, ${columnsOf(dialect, 'i', own)}
FROM (${apart.join(' UNION ALL ')}) i
JOIN ${winners} w ON ${sameKey(dialect, 'w', 'i', ['_input', '_file', '_line'])}`
  }
  const list = dialect.field('w', child.name)
  return `SELECT ${columnsOf(dialect, 'w', names.filter(isInherited))}, ${own
    .map((name) => `${dialect.field('w.item', name)} AS ${dialect.identifier(name)}`)
    .join(', ')}
FROM (SELECT ${inherited}, ${dialect.explode(list)} AS item FROM ${winners} w) w`
}
