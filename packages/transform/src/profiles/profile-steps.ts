import { assignEvents, type EventTables } from '../identity/assign-events.ts'
import { assignProfiles, peopleWithProfiles } from '../identity/assign-profiles.ts'
import type { IdentityTables } from '../identity/links.ts'
import { entityOf, type Model } from '../model/define-model.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { buildProfiles, profileColumns } from './build-profiles.ts'

/** The newest rows of the tables that have profiles. Relations, all of them. */
export interface ProfiledTables extends IdentityTables {
  /** Relation with the columns of `events`. */
  readonly events: string
}

/** What is known where only a part of all people and orders was resolved. */
export interface ResolvedPart {
  /** The rows that profiles are built from, in `profileColumns` and those of the key: all of the part. */
  readonly rows: IdentityTables
  /** Where events look for their people: among all. @default nowhere, since there are none */
  readonly known?: Pick<EventTables, 'people' | 'orders' | 'map'>
}

/**
 * The steps from `identity_map_next` to the rows that readers see: `ENTITY_next` of people, orders
 * and events, with the profile of each, and `profiles_next`.
 *
 * @param now the start of the run.
 * @param part where `newest` is not all that was resolved.
 */
export function profileSteps(
  dialect: Dialect,
  model: Model,
  newest: ProfiledTables,
  now: Date,
  part?: ResolvedPart,
): Step[] {
  const assigned = {
    people: newest.people.map(({ entity }) => ({ entity, relation: `${entity.name}_next` })),
    orders: `${orders.name}_next`,
  }
  const built = part && {
    people: part.rows.people.map(({ entity }) => ({
      entity,
      relation: `${entity.name}_of_profiles`,
    })),
    orders: part.rows.orders,
  }
  return [
    ...assignProfiles(dialect, newest, entityOf(model, orders.name)),
    ...assignEvents(dialect, {
      ...(part?.known ?? assigned),
      entity: entityOf(model, events.name),
      events: newest.events,
    }),
    ...(part?.rows.people ?? []).map(({ entity, relation }) => ({
      name: `${entity.name}_of_profiles`,
      query: peopleWithProfiles(dialect, { entity, relation }, [
        ...entity.key,
        ...profileColumns(entity),
      ]),
    })),
    ...buildProfiles(
      dialect,
      built ?? { people: assigned.people, orders: newest.orders },
      entityOf(model, profiles.name),
      now,
    ),
  ]
}
