import { findConnected, outsideIdentifiers } from '../identity/find-connected.ts'
import { graphColumns } from '../identity/graph-columns.ts'
import type { IdentityTables } from '../identity/links.ts'
import { movedEvents } from '../identity/moved-events.ts'
import { movedRows, movingRows } from '../identity/moved-rows.ts'
import { resolveIdentities } from '../identity/resolve-identities.ts'
import type { Entity } from '../model/define-entity.ts'
import { entityOf, type Model } from '../model/define-model.ts'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import { profileColumns } from '../profiles/build-profiles.ts'
import { type ProfiledTables, profileSteps, type ResolvedPart } from '../profiles/profile-steps.ts'
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
export function resolveProfiles(
  context: RunContext,
  inputs: readonly ReadInput[],
): Promise<number> {
  context.progress({ stage: 'identity' })
  const newest = rowsBy(context.model, (entity) => newestRows(context, inputs, entity))
  return context.isWhole ? resolveAll(context, newest) : resolvePart(context, newest)
}

const graphBy = (model: Model, relation: (entity: Entity) => string): IdentityTables => ({
  people: model.peopleEntities.map((entity) => ({ entity, relation: relation(entity) })),
  orders: relation(entityOf(model, orders.name)),
})

/** The tables that tell who is who, and those that follow, each as the relation that holds its rows. */
export const rowsBy = (model: Model, relation: (entity: Entity) => string): ProfiledTables => ({
  ...graphBy(model, relation),
  events: relation(entityOf(model, events.name)),
})

/** What the identity graph is held against, on either engine. */
export const historyOf = ({
  startedAt,
  splits,
  model,
}: Pick<RunContext, 'startedAt' | 'splits' | 'model'>) => ({
  map: `${identityMap.name}_current`,
  merges: `${identityMerges.name}_current`,
  now: startedAt,
  splits,
  limits: model.identity,
})

async function resolveAll(context: RunContext, newest: ProfiledTables): Promise<number> {
  const { duck, dialect, model, startedAt, linkage, isRebuild, progress } = context
  const options = { ...newest, ...historyOf(context), linkage }
  const rounds = await resolveIdentities(duck, dialect, options)
  progress({ stage: 'profiles' })
  const asViews = isRebuild ? assignedTables(model).map((name) => `${name}_next`) : []
  await materialise(duck, profileSteps(dialect, model, newest, startedAt), asViews)
  return rounds
}

/**
 * Resolves the parts that touched rows are connected with. Of the rows of a part only what tells who is
 * who and what profiles are built from is read; whole are those alone that get another profile.
 */
async function resolvePart(context: RunContext, touched: ProfiledTables): Promise<number> {
  const { duck, dialect, model, startedAt, progress } = context
  await scopeIdentity(context, touched)
  const part = graphBy(model, (entity) =>
    rowsOfBoth(
      dialect,
      partColumns(entity),
      relationIn(touched, entity),
      `${entity.name}_connected`,
    ),
  )
  const rounds = await resolveIdentities(duck, dialect, {
    ...part,
    ...historyOf(context),
    given: `${identityMap.name}_stored`,
    outside: outsideIdentifiers,
  })
  progress({ stage: 'profiles' })
  await findMoved(context)
  await materialise(duck, [movedEvents(dialect, part)])
  const newest = rowsBy(model, (entity) =>
    rowsOfBoth(
      dialect,
      recordColumnsOf(entity),
      relationIn(touched, entity),
      `${entity.name}_moved`,
    ),
  )
  const [found] = await duck.rows<{ events: bigint }>(
    `SELECT count(*) AS events FROM ${newest.events} e`,
  )
  const resolved = { rows: part, ...(found?.events ? { known: knownPeople(context) } : {}) }
  await materialise(duck, profileSteps(dialect, model, newest, startedAt, resolved))
  return rounds
}

/** Reads whole rows only of tables where any gets another profile. */
async function findMoved({ duck, dialect, model }: RunContext): Promise<void> {
  const entities = [...model.peopleEntities, entityOf(model, orders.name)]
  await materialise(
    duck,
    entities.map((entity) => movingRows(dialect, entity)),
  )
  const counts = entities.map(
    ({ name }) => `(SELECT count(*) FROM ${name}_moving) AS ${dialect.identifier(name)}`,
  )
  const [found] = await duck.rows<Record<string, bigint>>(`SELECT ${counts.join(', ')}`)
  await materialise(
    duck,
    entities.map((entity) => movedRows(dialect, entity, (found?.[entity.name] ?? 0n) > 0n)),
  )
}

const relationIn = (
  { people, orders: ofOrders, events: ofEvents }: ProfiledTables,
  { name }: Entity,
) =>
  people.find(({ entity }) => entity.name === name)?.relation ??
  (name === orders.name ? ofOrders : ofEvents)

const partColumns = (entity: Entity): string[] => [
  ...new Set([...graphColumns(entity), ...profileColumns(entity)]),
]

/** Finds the connected parts that the run may change, and makes their rows those that it works on. */
async function scopeIdentity(
  { duck, dialect, model, splits }: RunContext,
  touched: ProfiledTables,
): Promise<void> {
  await findConnected(duck, dialect, {
    people: model.peopleEntities,
    newest: (entity) => relationIn(touched, entity),
    splits,
    limits: model.identity,
    more: ({ name }) => profileColumns(entityOf(model, name)),
  })
  for (const entity of [identityMap, entityOf(model, profiles.name)]) {
    await duck.run(`DROP VIEW ${entity.name}_scope`)
    const query = `SELECT s.* FROM ${entity.name}_stored s
WHERE s.profile_id IN (SELECT profile_id FROM identity_scope)`
    await materialise(duck, [{ name: `${entity.name}_scope`, query }])
    await duck.run(viewOf(dialect, entity, 'current', `${entity.name}_scope`))
  }
}

/** The touched rows of a table, and others. */
function rowsOfBoth(
  dialect: Dialect,
  names: readonly string[],
  touched: string,
  others: string,
): string {
  const columns = columnsOf(dialect, 'r', names)
  return `(SELECT ${columns} FROM ${touched} r UNION ALL SELECT ${columns} FROM ${others} r)`
}

/** Where the events of a part look for their people: among all, as they are to be. */
function knownPeople({ dialect, model }: RunContext): NonNullable<ResolvedPart['known']> {
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
