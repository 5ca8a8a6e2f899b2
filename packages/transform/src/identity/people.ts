import type { Entity } from '../model/define-entity.ts'
import { customers } from '../model/entities/customers.ts'
import type { Dialect } from '../sql/dialect.ts'

/** A table whose rows are people, and the relation that holds its rows now. */
export interface PeopleTable {
  readonly entity: Entity
  /** Relation with the columns of the entity. */
  readonly relation: string
}

/** The node of the identity graph that a row of a table of people is, from a relation's columns. */
export function personNode(entity: Entity, relation: string): string {
  const id = entity.key.find((name) => name !== 'provider')
  if (entity.person === undefined || id === undefined) {
    throw new Error(`the rows of ${entity.name} are no people`)
  }
  return recordNode(entity.person.nodePrefix, relation, id)
}

/** The node of the customer that a relation names by `provider` and `customer_id`. */
export const customerNode = (relation: string): string =>
  recordNode(customers.person?.nodePrefix ?? '', relation, 'customer_id')

/** The node of a record that a relation names by `provider` and an id. */
export const recordNode = (prefix: string, relation: string, id: string) =>
  `'${prefix}:' || replace(replace(${relation}.provider, '%', '%25'), ':', '%3A') || ':' || ${relation}.${id}`

/** The node of a record, from its provider and id. */
export const recordNodeOf = (prefix: string, provider: string, id: string): string =>
  `${prefix}:${provider.replaceAll('%', '%25').replaceAll(':', '%3A')}:${id}`

/** A column of a row of people, NULL where the entity does not have it. */
export const personColumn = (
  dialect: Dialect,
  entity: Entity,
  row: string,
  name: string,
): string =>
  name in entity.columns
    ? dialect.field(row, name)
    : dialect.cast('NULL', name === 'birth_date' ? 'date' : 'string')

/** The values that name nobody, as the model that tables are of has them. */
export const blockedBy = (people: readonly PeopleTable[]) =>
  people.find(({ entity }) => entity.person?.blocked)?.entity.person?.blocked ?? {
    email: [],
    phone: [],
  }
