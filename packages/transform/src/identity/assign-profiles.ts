import type { Entity } from '../model/define-entity.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import type { IdentityTables } from './links.ts'
import { type PeopleTable, personNode } from './people.ts'

/**
 * `ENTITY_next` of the tables of people and of orders: the rows with the profile that each belongs
 * to. Every person has one; an order has none where nothing tells whose it is. `order_profiles` tells
 * the same of orders in rows that are narrow.
 */
export const assignProfiles = (
  dialect: Dialect,
  { people, orders }: IdentityTables,
  ordersEntity: Entity,
): Step[] => [
  ...people.map(({ entity, relation }) => ({
    name: `${entity.name}_next`,
    query: peopleWithProfiles(dialect, { entity, relation }, recordColumnsOf(entity)),
  })),
  {
    name: 'order_profiles',
    query: `SELECT i.provider, i.order_id, i.node, i.has_customer, m.profile_id
FROM identity_orders i LEFT JOIN identity_map_next m ON m.node = i.node`,
  },
  {
    name: 'orders_next',
    query: `SELECT ${columnsOf(dialect, 'o', recordColumnsOf(ordersEntity))}, i.profile_id
FROM ${orders} o JOIN order_profiles i ON i.provider = o.provider AND i.order_id = o.order_id`,
  },
]

/** The query for people with the profile that each belongs to. */
export const peopleWithProfiles = (
  dialect: Dialect,
  { entity, relation }: PeopleTable,
  columns: readonly string[],
): string =>
  `SELECT ${columnsOf(dialect, 'p', columns)}, m.profile_id
FROM ${relation} p JOIN identity_map_next m ON m.node = ${personNode(entity, 'p')}`
