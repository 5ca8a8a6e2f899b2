import { recordNode } from '../identity/people.ts'
import type { Entity } from '../model/define-entity.ts'
import { orders } from '../model/entities/orders.ts'
import type { Dialect } from '../sql/dialect.ts'
import { sameKey, selectList } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { bears } from './forgotten-rows.ts'
import { hashedFor } from './hashed.ts'

/** Whether a table holds what a person can be known by. */
export const isAboutPeople = (entity: Entity): boolean =>
  entity.person !== undefined || entity.about !== undefined

/** Whether rows of a table tell who is who: people are connected by them. */
export const tellsWhoIsWho = (entity: Entity): boolean =>
  entity.person !== undefined || entity.name === orders.name

/** `suppressed`: the hashes of a customer's suppression list. */
export function suppressed(dialect: Dialect, identifiers: ReadonlySet<string>): Step {
  const rows = [...identifiers].map((hash) => `SELECT ${dialect.text(hash)} AS hash`)
  const none = `SELECT ${dialect.cast('NULL', 'string')} AS hash WHERE false`
  return { name: 'suppressed', query: [none, ...rows].join(' UNION ALL ') }
}

/**
 * `ENTITY_kept`: the rows of a table without the people who are to be forgotten. A row that is a
 * person goes; a row that is about one stays for the books, without what tells who it was.
 *
 * Reads `ENTITY_forgotten`, or `forgotten_by`, all hashes that people are forgotten by, where the
 * table does not tell who is who.
 *
 * @param relation the rows of the table.
 * @param columns the columns that they have.
 */
export function forgetPeople(
  dialect: Dialect,
  entity: Entity,
  relation: string,
  columns: readonly string[],
  customer: string,
): Step {
  const name = `${entity.name}_kept`
  const isForgotten = `EXISTS (SELECT 1 FROM ${entity.name}_forgotten f WHERE ${sameKey(dialect, 'f', 'r', entity.key)})`
  if (entity.person !== undefined) {
    return { name, query: `SELECT r.* FROM ${relation} r WHERE NOT ${isForgotten}` }
  }
  const known = tellsWhoIsWho(entity)
    ? isForgotten
    : `${isOfForgotten(dialect, entity, customer)} OR ${bears(dialect, { customer }, entity, 'r', 'forgotten_by')}`
  const personal = new Set(entity.about?.personal)
  const values = columns.map((column) => {
    const value = dialect.field('r', column)
    return [column, personal.has(column) ? `CASE WHEN NOT r._known THEN ${value} END` : value]
  })
  return {
    name,
    query: `SELECT ${selectList(dialect, Object.fromEntries(values))} FROM (SELECT r.*, ${known} AS _known FROM ${relation} r) r`,
  }
}

/** Whether the person that a row is about is forgotten. */
function isOfForgotten(dialect: Dialect, { about }: Entity, customer: string): string {
  const node = recordNode(about?.nodePrefix ?? '', 'r', about?.id ?? '')
  const hash = hashedFor(dialect, customer)('n:', node)
  return `coalesce(${hash} IN (SELECT hash FROM forgotten_by), false)`
}
