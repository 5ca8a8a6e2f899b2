import { events } from '../model/entities/events.ts'
import type { Dialect } from '../sql/dialect.ts'
import { sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import type { IdentityTables } from './links.ts'
import { customerNode } from './people.ts'

/**
 * `events_moved`: the events that were not touched and may belong to another profile than
 * before: those of the profiles that were resolved again, and those that lead to people or orders of
 * the part, as it was or as it is, by customer, order, e-mail or phone.
 *
 * @param newest the rows of the part as it is.
 */
export function movedEvents(dialect: Dialect, newest: IdentityTables): Step {
  const name = events.name
  const values = (column: string) =>
    newest.people
      .flatMap(({ entity, relation }) =>
        [relation, `${entity.name}_scope`, `${entity.name}_connected`].map(
          (rows) => `SELECT r.${column} FROM ${rows} r`,
        ),
      )
      .join(' UNION ALL ')
  const leads = [
    's.profile_id IN (SELECT profile_id FROM identity_scope)',
    `${customerNode('s')} IN (SELECT node FROM identity_map_next UNION ALL SELECT node FROM identity_map_scope)`,
    ...[newest.orders, 'orders_scope'].map(
      (rows) =>
        `EXISTS (SELECT 1 FROM ${rows} o WHERE o.provider = s.provider AND o.order_id = s.order_id)`,
    ),
    `s.email IN (${values('email')})`,
    `s.phone IN (${values('phone')})`,
  ]
  return {
    name: `${name}_moved`,
    query: `SELECT s.* FROM ${name}_stored s WHERE (${leads.join('\n  OR ')})
AND NOT EXISTS (SELECT 1 FROM ${name}_scope t WHERE ${sameKey(dialect, 't', 's', events.key)})`,
  }
}
