import { resolveIdentities } from '../identity/resolve-identities.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Model } from '../model/define-model.ts'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profileSteps } from '../profiles/profile-steps.ts'
import { materialise } from '../sql/materialise.ts'
import { newestRows } from './newest-rows.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/** The tables that follow from who is who. */
export const identityTables = ({ peopleEntities }: Model): string[] => [
  'identity_map',
  'identity_merges',
  ...peopleEntities.map(({ name }) => name),
  'orders',
  'events',
  'profiles',
  'identity_review',
]

/**
 * Finds who is who among all people and orders, and builds their profiles: leaves `ENTITY_next`
 * of the identity tables behind.
 *
 * @returns the rounds that it took.
 */
export async function resolveProfiles(
  context: RunContext,
  inputs: readonly ReadInput[],
): Promise<number> {
  const { duck, dialect, model, startedAt, linkage, splits, progress } = context
  const { peopleEntities } = model
  progress({ stage: 'identity' })
  const newestOf = (entity: Entity) => newestRows(context, inputs, entity)
  const newest = {
    people: peopleEntities.map((entity) => ({ entity, relation: newestOf(entity) })),
    orders: newestOf(orders),
    events: newestOf(events),
  }
  const rounds = await resolveIdentities(duck, dialect, {
    ...newest,
    map: `${identityMap.name}_current`,
    merges: `${identityMerges.name}_current`,
    now: startedAt,
    linkage,
    splits,
  })
  progress({ stage: 'profiles' })
  await materialise(duck, profileSteps(dialect, model, newest, startedAt))
  return rounds
}
