import { connectedEvents } from '../identity/connected-events.ts'
import { findConnected, outsideIdentifiers } from '../identity/find-connected.ts'
import { resolveIdentities } from '../identity/resolve-identities.ts'
import type { Entity } from '../model/define-entity.ts'
import { entityOf, type Model } from '../model/define-model.ts'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import { profileSteps } from '../profiles/profile-steps.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { columnsOf } from '../sql/select.ts'
import { viewOf } from '../tables/processed-tables.ts'
import { rowsAfter } from '../tables/rows-after.ts'
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

/** Tables whose rows only get their profile then: of all rows, that costs less than to keep them again. */
const assignedTables = ({ peopleEntities }: Model): string[] => [
  ...peopleEntities.map(({ name }) => name),
  orders.name,
  profiles.name,
]

/**
 * Finds who is who, among all people and orders or in the connected parts that a run may change, and
 * builds their profiles: leaves `ENTITY_next` of the identity tables behind.
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
  const touchedOf = (entity: Entity) => newestRows(context, inputs, entity)
  if (!context.isWhole) await scopeIdentity(context, touchedOf)
  const newestOf = (entity: Entity) =>
    context.isWhole ? touchedOf(entity) : withConnected(dialect, entity, touchedOf(entity))
  const newest = {
    people: peopleEntities.map((entity) => ({ entity, relation: newestOf(entity) })),
    orders: newestOf(entityOf(model, orders.name)),
    events: newestOf(entityOf(model, events.name)),
  }
  const rounds = await resolveIdentities(duck, dialect, {
    ...newest,
    map: `${identityMap.name}_current`,
    merges: `${identityMerges.name}_current`,
    now: startedAt,
    linkage,
    splits,
    limits: model.identity,
    ...(context.isWhole
      ? {}
      : { given: `${identityMap.name}_stored`, outside: outsideIdentifiers }),
  })
  progress({ stage: 'profiles' })
  const known = context.isWhole ? undefined : knownPeople(context)
  if (!context.isWhole) await materialise(duck, [connectedEvents(dialect, newest)])
  await materialise(
    duck,
    profileSteps(dialect, model, newest, startedAt, known),
    context.isRebuild ? assignedTables(model).map((name) => `${name}_next`) : [],
  )
  return rounds
}

/** Finds the connected parts that the run may change, and makes their rows those that it works on. */
async function scopeIdentity(
  { duck, dialect, model, splits }: RunContext,
  newest: (entity: Entity) => string,
): Promise<void> {
  await findConnected(duck, dialect, {
    people: model.peopleEntities,
    newest,
    splits,
    limits: model.identity,
  })
  for (const entity of [identityMap, entityOf(model, profiles.name)]) {
    await duck.run(`DROP VIEW ${entity.name}_scope`)
    const query = `SELECT s.* FROM ${entity.name}_stored s
WHERE s.profile_id IN (SELECT profile_id FROM identity_scope)`
    await materialise(duck, [{ name: `${entity.name}_scope`, query }])
    await duck.run(viewOf(dialect, entity, 'current', `${entity.name}_scope`))
  }
}

/** The touched rows of a table, and those that are connected with them. */
function withConnected(dialect: Dialect, entity: Entity, touched: string): string {
  const columns = columnsOf(dialect, 'r', recordColumnsOf(entity))
  return `(SELECT ${columns} FROM ${touched} r UNION ALL SELECT ${columns} FROM ${entity.name}_connected r)`
}

/** Where the events of a part look for their people: among all, as they are to be. */
function knownPeople({ dialect, model }: RunContext): Parameters<typeof profileSteps>[4] {
  const all = ({ name }: Entity) => {
    const entity = entityOf(model, name)
    return `(${rowsAfter(dialect, entity, Object.keys(entity.columns), name !== identityMap.name)})`
  }
  return {
    people: model.peopleEntities.map((entity) => ({ entity, relation: all(entity) })),
    orders: all(orders),
    map: all(identityMap),
  }
}
