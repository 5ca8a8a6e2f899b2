import type { Duck } from '@descant/lake/duckdb'
import type { Entity } from '../model/define-entity.ts'
import { customers } from '../model/entities/customers.ts'
import { orders } from '../model/entities/orders.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { mostRecordsOfAnIdentifier } from './components.ts'
import { graphColumns } from './graph-columns.ts'
import { type IdentityRules, mostRecordsOf } from './identity-rules.ts'
import { type IdentityTables, identityLinks, identityNodes } from './links.ts'
import { type Splits, splitNodes } from './splits.ts'

/** What a run has changed in the tables that tell who is who. */
export interface TouchedPeople {
  readonly people: readonly Entity[]
  /** The relation that holds the newest version of a table's touched rows. */
  readonly newest: (entity: Entity) => string
  readonly splits: Splits | undefined
  /** @default 200 */
  readonly mostRecords?: number
  /** How many of each kind, where it is another number. */
  readonly limits?: IdentityRules | undefined
  /** What `ENTITY_connected` is to have beside `graphColumns`, the profile and `_file`. @default nothing */
  readonly more?: (entity: Entity) => readonly string[]
}

/** The identifiers that link nothing, since records beyond the resolved part have them too. */
export const outsideIdentifiers = 'identity_outside'

/**
 * Finds the connected parts of the identity graph that a run may change, so that only they need be
 * resolved again. Each part is of whole profiles as they were: those of nodes that were touched, and
 * those that share an identifier which a node has gained or lost. An identifier that no node has
 * gained or lost links what it linked: its nodes are all in the part, or, where too many share it,
 * it links none of them.
 *
 * Reads `ENTITY_stored` and `ENTITY_scope` of people and orders, and `identity_map_stored`. Leaves
 * behind:
 * - `identity_scope`: the ids of the profiles that are resolved again;
 * - `ENTITY_connected`: the rows of these profiles that are not among the touched ones, in the columns
 *   that are needed;
 * - `identity_outside`: see `outsideIdentifiers`.
 */
export async function findConnected(
  duck: Duck,
  dialect: Dialect,
  { people, newest, splits, limits, more, mostRecords = mostRecordsOfAnIdentifier }: TouchedPeople,
): Promise<void> {
  const all = [...people, orders]
  const scope = (entity: Entity) => `${entity.name}_scope`
  const graph = (...relations: readonly ((entity: Entity) => string)[]): IdentityTables => ({
    people: people.map((entity) => ({ entity, relation: union(dialect, entity, relations) })),
    orders: union(dialect, orders, relations),
  })
  const near = (entity: Entity) => `${entity.name}_near`
  const connected = (entity: Entity) => `${entity.name}_connected`
  const ofProfiles = (name: (entity: Entity) => string, profiles: string) =>
    all.map((entity) => {
      const columns = [...new Set([...graphColumns(entity), ...(more?.(entity) ?? [])])]
      return rowsOfProfiles(dialect, entity, columns, name(entity), profiles)
    })
  await materialise(duck, [
    splitNodes(dialect, splits),
    ...identityNodes(dialect, graph(scope)),
    { name: 'nodes_before', query: 'SELECT node FROM identity_nodes' },
    ...identityNodes(dialect, graph(newest)),
    touchedProfiles,
    ...ofProfiles(near, 'touched_profiles'),
    ...identityLinks(dialect, graph(scope, near)),
    { name: 'links_before', query: 'SELECT node, identifier FROM identity_links' },
    ...identityLinks(dialect, graph(newest, near)),
    { name: 'links_after', query: 'SELECT node, identifier FROM identity_links' },
    { name: 'wanted_links', query: 'SELECT * FROM links_before UNION SELECT * FROM links_after' },
    ...meeting(dialect, people, 'touched_profiles'),
    ...metProfiles(mostRecordsOf(dialect, 'c.identifier', mostRecords, limits)),
  ])
  const [met] = await duck.rows<{ profiles: bigint }>(
    'SELECT count(*) AS profiles FROM met_profiles',
  )
  await materialise(duck, [
    {
      name: 'identity_scope',
      query: 'SELECT profile_id FROM touched_profiles UNION SELECT profile_id FROM met_profiles',
    },
  ])
  if (met?.profiles === 0n) {
    await materialise(
      duck,
      all.map((entity) => ({ name: connected(entity), query: `SELECT * FROM ${near(entity)}` })),
    )
  } else {
    await materialise(duck, [
      ...ofProfiles(connected, 'identity_scope'),
      ...identityLinks(dialect, graph(newest, connected)),
      { name: 'wanted_links', query: 'SELECT node, identifier FROM identity_links' },
      ...meeting(dialect, people, 'identity_scope'),
    ])
  }
  await materialise(duck, [
    { name: outsideIdentifiers, query: 'SELECT DISTINCT identifier FROM links_met' },
  ])
}

/** Rows of several relations of an entity, in the columns that the graph is made of. */
function union(
  dialect: Dialect,
  entity: Entity,
  relations: readonly ((entity: Entity) => string)[],
): string {
  const columns = columnsOf(dialect, 'r', graphColumns(entity))
  const rows = relations.map((relation) => `SELECT ${columns} FROM ${relation(entity)} r`)
  return `(${rows.join(' UNION ALL ')})`
}

/** The profiles of nodes that were touched, and of those that people keep together with them. */
const touchedProfiles: Step = {
  name: 'touched_profiles',
  query: `SELECT DISTINCT m.profile_id FROM identity_map_stored m WHERE m.node IN (
  SELECT node FROM nodes_before UNION SELECT node FROM identity_nodes
  UNION SELECT mate.node FROM identity_splits mate JOIN identity_splits s ON s.split = mate.split
  WHERE s.node IN (SELECT node FROM nodes_before UNION SELECT node FROM identity_nodes))`,
}

/** The rows of some profiles, but for those that were touched. */
const rowsOfProfiles = (
  dialect: Dialect,
  entity: Entity,
  columns: readonly string[],
  name: string,
  profiles: string,
): Step => ({
  name,
  query: `SELECT ${columnsOf(dialect, 's', [...columns, 'profile_id', '_file'])} FROM ${entity.name}_stored s
WHERE s.profile_id IN (SELECT profile_id FROM ${profiles}) AND ${isUntouched(dialect, entity)}`,
})

const isUntouched = (dialect: Dialect, entity: Entity) =>
  `NOT EXISTS (SELECT 1 FROM ${entity.name}_scope t WHERE ${sameKey(dialect, 't', 's', entity.key)})`

/**
 * `links_met`: which nodes beyond some profiles have one of the identifiers of `wanted_links`. An
 * order says what its buyer is known by only where no customer record does.
 */
function meeting(dialect: Dialect, people: readonly Entity[], profiles: string): Step[] {
  const isBeyond = (entity: Entity) =>
    `(s.profile_id IS NULL OR s.profile_id NOT IN (SELECT profile_id FROM ${profiles})) AND ${isUntouched(dialect, entity)}`
  const has = (value: string, prefix: string) =>
    `${value} IN (SELECT substring(identifier, ${prefix.length + 1}) FROM wanted_links WHERE starts_with(identifier, ${dialect.text(prefix)}))`
  /** A search for each identifier: an engine finds few values in many rows sooner than one or another. */
  const met = (entity: Entity, name: string) => {
    const columns = columnsOf(dialect, 's', [...graphColumns(entity), 'profile_id'])
    const named = Object.entries(entity.person?.sameAs ?? {}).map(([thing, column]) =>
      has(`s.provider || ':' || ${dialect.field('s', column)}`, `${thing}:`),
    )
    const found = [has('s.email', 'e:'), has('s.phone', 't:'), ...named].map(
      (condition) => `SELECT ${columns} FROM ${entity.name}_stored s WHERE ${condition}`,
    )
    return {
      name,
      query: `SELECT s.* FROM (${found.join('\nUNION ')}) s WHERE ${isBeyond(entity)}`,
    }
  }
  const hasCustomer = sameKey(dialect, 'c', 's', customers.key)
  const relation = (entity: Entity) => `${entity.name}_met`
  return [
    ...people.map((entity) => met(entity, relation(entity))),
    met(orders, 'orders_alike'),
    {
      name: relation(orders),
      query: `SELECT s.* FROM orders_alike s
WHERE NOT EXISTS (SELECT 1 FROM ${customers.name}_stored c WHERE ${hasCustomer})`,
    },
    ...identityLinks(dialect, {
      people: people.map((entity) => ({ entity, relation: relation(entity) })),
      orders: relation(orders),
    }),
    {
      name: 'links_met',
      query: `SELECT node, identifier FROM identity_links
WHERE identifier IN (SELECT identifier FROM wanted_links)`,
    },
  ]
}

/**
 * `met_profiles`: those that share an identifier which a node has gained or lost, where it links
 * anybody before or after.
 */
const metProfiles = (mostRecords: string): Step[] => [
  {
    name: 'changed_identifiers',
    query: `SELECT DISTINCT identifier FROM (
  (SELECT * FROM links_before EXCEPT SELECT * FROM links_after)
  UNION ALL (SELECT * FROM links_after EXCEPT SELECT * FROM links_before)) changed`,
  },
  {
    name: 'met_profiles',
    query: `SELECT DISTINCT m.profile_id FROM links_met l
JOIN identity_map_stored m ON m.node = l.node
WHERE l.identifier IN (
  SELECT c.identifier FROM changed_identifiers c
  WHERE (SELECT count(*) FROM links_met o WHERE o.identifier = c.identifier) + least(
    (SELECT count(*) FROM links_before b WHERE b.identifier = c.identifier),
    (SELECT count(*) FROM links_after a WHERE a.identifier = c.identifier)) <= ${mostRecords})`,
  },
]
