import { personColumn, personNode, recordNode } from '../identity/people.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { selectList } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { suppressionSalt } from './suppression-list.ts'

/** Whether a table holds what a person can be known by. */
export const isAboutPeople = (entity: Entity): boolean =>
  entity.person !== undefined || entity.about !== undefined

/** `suppressed`: the hashes of a customer's suppression list. */
export function suppressed(dialect: Dialect, identifiers: ReadonlySet<string>): Step {
  const rows = [...identifiers].map((hash) => `SELECT ${dialect.text(hash)} AS hash`)
  return { name: 'suppressed', query: rows.join(' UNION ALL ') }
}

/**
 * `ENTITY_kept`: the rows of a table without the people on the suppression list. A row that is a
 * person goes; a row that is about one stays for the books, without what tells who it was.
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
  const isSuppressed = (kind: string, value: string) =>
    `coalesce(${dialect.sha256(`${dialect.text(suppressionSalt(customer) + kind)} || ${value}`)} IN (SELECT hash FROM suppressed), false)`
  const node =
    entity.person === undefined
      ? recordNode(entity.about?.nodePrefix ?? '', 'r', entity.about?.id ?? '')
      : personNode(entity, 'r')
  const known = [
    isSuppressed('n:', node),
    isSuppressed('e:', personColumn(dialect, entity, 'r', 'email')),
    isSuppressed('t:', personColumn(dialect, entity, 'r', 'phone')),
  ].join(' OR ')
  const name = `${entity.name}_kept`
  if (entity.person !== undefined) {
    return { name, query: `SELECT r.* FROM ${relation} r WHERE NOT (${known})` }
  }
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
