import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { personNode } from './people.ts'

/**
 * `ENTITY_moving`: the keys of the connected rows of people or of orders that belong to another profile
 * than before. They are few: most profiles only get another value.
 */
export function movingRows(dialect: Dialect, entity: Entity): Step {
  const { name, key } = entity
  const profile =
    entity.person === undefined
      ? `LEFT JOIN identity_orders i ON ${sameKey(dialect, 'i', 'c', key)}
LEFT JOIN identity_map_next m ON m.node = i.node`
      : `LEFT JOIN identity_map_next m ON m.node = ${personNode(entity, 'c')}`
  return {
    name: `${name}_moving`,
    query: `SELECT ${columnsOf(dialect, 'c', key)} FROM ${name}_connected c
${profile}
WHERE m.profile_id IS DISTINCT FROM c.profile_id`,
  }
}

/**
 * `ENTITY_moved`: the same rows in all their columns.
 *
 * @param isAny whether there are any.
 */
export const movedRows = (dialect: Dialect, { name, key }: Entity, isAny: boolean): Step => ({
  name: `${name}_moved`,
  query: `SELECT s.* FROM ${name}_stored s WHERE ${
    isAny
      ? `EXISTS (SELECT 1 FROM ${name}_moving x WHERE ${sameKey(dialect, 'x', 's', key)})`
      : 'false'
  }`,
})
