import { assignEvents, type EventTables } from '../identity/assign-events.ts'
import { assignProfiles } from '../identity/assign-profiles.ts'
import type { IdentityTables } from '../identity/links.ts'
import { entityOf, type Model } from '../model/define-model.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { buildProfiles } from './build-profiles.ts'

/** The newest rows of the tables that have profiles. Relations, all of them. */
export interface ProfiledTables extends IdentityTables {
  /** Relation with the columns of `events`. */
  readonly events: string
}

/**
 * The steps from `identity_map_next` to the rows that readers see: `ENTITY_next` of people, orders
 * and events, with the profile of each, and `profiles_next`.
 *
 * @param now the start of the run.
 * @param known where events look for their people. @default among the rows that are made here
 */
export function profileSteps(
  dialect: Dialect,
  model: Model,
  newest: ProfiledTables,
  now: Date,
  known?: Pick<EventTables, 'people' | 'orders' | 'map'>,
): Step[] {
  const assigned = {
    people: newest.people.map(({ entity }) => ({ entity, relation: `${entity.name}_next` })),
    orders: `${orders.name}_next`,
  }
  return [
    ...assignProfiles(dialect, newest, entityOf(model, orders.name)),
    ...assignEvents(dialect, {
      ...(known ?? assigned),
      entity: entityOf(model, events.name),
      events: newest.events,
    }),
    ...buildProfiles(
      dialect,
      { people: assigned.people, orders: newest.orders },
      entityOf(model, profiles.name),
      now,
    ),
  ]
}
