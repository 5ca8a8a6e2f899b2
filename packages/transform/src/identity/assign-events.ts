import type { Entity } from '../model/define-entity.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { usableEmail, usablePhone } from './blocked.ts'
import { blockedBy, customerNode, type PeopleTable } from './people.ts'

/** What events find their people by. Relations with their `profile_id`, but for the events. */
export interface EventTables {
  readonly entity: Entity
  /** Relation with the columns of `events`, without `profile_id`. */
  readonly events: string
  readonly people: readonly PeopleTable[]
  readonly orders: string
  /** Relation with `node` and `profile_id`. @default `identity_map_next` */
  readonly map?: string
}

/**
 * `events_next`: events with the profile that each belongs to: its customer's, or else its order's, or
 * else the only one that is known by its e-mail or its phone. An event makes nobody a profile.
 */
export function assignEvents(
  dialect: Dialect,
  { entity, events, people, orders, map = 'identity_map_next' }: EventTables,
): Step[] {
  const blocked = blockedBy(people)
  const knownBy = (column: 'email' | 'phone', usable: typeof usableEmail): Step => ({
    name: `event_people_by_${column}`,
    query: `SELECT value, min(profile_id) AS profile_id FROM (
  ${people.map(({ relation }) => `SELECT ${usable(dialect, `p.${column}`, blocked[column])} AS value, p.profile_id FROM ${relation} p WHERE p.${column} IN (SELECT e.${column} FROM ${events} e)`).join('\n  UNION ALL ')}
) known WHERE value IS NOT NULL GROUP BY value HAVING count(DISTINCT profile_id) = 1`,
  })
  return [
    knownBy('email', usableEmail),
    knownBy('phone', usablePhone),
    {
      name: 'event_customers',
      query: `SELECT m.node, m.profile_id FROM ${map} m
WHERE m.node IN (SELECT ${customerNode('e')} FROM ${events} e WHERE e.customer_id IS NOT NULL)`,
    },
    {
      name: 'event_orders',
      query: `SELECT o.provider, o.order_id, o.profile_id FROM ${orders} o
WHERE EXISTS (SELECT 1 FROM ${events} e WHERE e.provider = o.provider AND e.order_id = o.order_id)`,
    },
    {
      name: 'events_next',
      query: `SELECT ${columnsOf(dialect, 'e', recordColumnsOf(entity))},
  coalesce(m.profile_id, o.profile_id, email.profile_id, phone.profile_id) AS profile_id
FROM ${events} e
LEFT JOIN event_customers m ON e.customer_id IS NOT NULL AND m.node = ${customerNode('e')}
LEFT JOIN event_orders o ON o.provider = e.provider AND o.order_id = e.order_id
LEFT JOIN event_people_by_email email ON email.value = e.email
LEFT JOIN event_people_by_phone phone ON phone.value = e.phone`,
    },
  ]
}
