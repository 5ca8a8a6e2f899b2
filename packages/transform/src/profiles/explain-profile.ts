import { openStore } from '@descant/lake'
import { type Duck, sqlString } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { identityLinks } from '../identity/links.ts'
import { readSplits, splitNodes } from '../identity/splits.ts'
import { certainty } from '../linkage/certainty.ts'
import { evidence } from '../linkage/judge-pairs.ts'
import { likelyPairs } from '../linkage/likely-pairs.ts'
import { probabilityOf, weightOf } from '../linkage/linkage-model.ts'
import { readModel } from '../linkage/model-store.ts'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import { standardModel } from '../model/standard-model.ts'
import { withWorkspace } from '../run/workspace.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { openTables, viewCurrent } from '../tables/processed-tables.ts'
import type { TableWorkOptions } from '../transform-options.ts'

/** Why records are one profile. */
export interface ProfileExplanation {
  /** The profile; another than was asked for where that one was merged into it. */
  readonly profileId: string
  /** The records that it is made of, by their nodes in the identity graph. */
  readonly nodes: readonly string[]
  /** Which record each value of the profile is from, as `email: c:shopify:1`. */
  readonly provenance: readonly string[]
  /** What several of its records share: `e:` an e-mail, `t:` a phone, `contact:` a CRM's own word. */
  readonly shared: readonly { readonly identifier: string; readonly nodes: readonly string[] }[]
  /** Pairs of its records that the model links, with what speaks for and against. */
  readonly likely: readonly {
    readonly nodes: readonly [string, string]
    readonly weight: number
    readonly probability: number
    readonly evidence: readonly string[]
  }[]
  /** Profiles that were merged into it. */
  readonly merged: readonly { readonly profileId: string; readonly mergedAt: string }[]
}

export interface ExplainOptions extends TableWorkOptions {
  readonly profileId: string
  /** As the transform has it. @default 0.95 */
  readonly matchProbability?: number
}

/**
 * Tells why the records of a profile are one person, from the tables as they are. What it gives holds
 * personal data: it is for the eyes of who asked, and no log's.
 *
 * @throws {TransformError} `TRANSFORM_NO_PROFILE` where there is no such profile and never was.
 * @example
 * const { nodes, shared, likely } = await explainProfile({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   profileId: 'p_1f3a…',
 * })
 */
export function explainProfile(options: ExplainOptions): Promise<ProfileExplanation> {
  const { model = standardModel } = options
  return withWorkspace(options, dialect, async (duck, directory) => {
    const store = openStore(options.processed, options.s3)
    const tables = await openTables(store, options.customer, model)
    for (const { name } of [
      identityMap,
      identityMerges,
      orders,
      profiles,
      ...model.peopleEntities,
    ]) {
      const target = tables.get(name)
      if (target !== undefined) await viewCurrent(duck, dialect, store, target, directory)
    }
    const profileId = await followMerges(duck, options.profileId)
    const id = sqlString(profileId)
    const nodes = await duck.rows<{ node: string }>(
      `SELECT node FROM identity_map_current WHERE profile_id = ${id} ORDER BY node`,
    )
    const [profile] = await duck.rows<{ provenance: string[] | null }>(
      `SELECT provenance FROM profiles_current WHERE profile_id = ${id}`,
    )
    const merged = await duck.rows<{ profileId: string; mergedAt: string }>(
      `SELECT old_profile_id AS "profileId", merged_at AS "mergedAt" FROM identity_merges_current WHERE profile_id = ${id} ORDER BY old_profile_id`,
    )
    return {
      profileId,
      nodes: nodes.map(({ node }) => node),
      provenance: profile?.provenance ?? [],
      ...(await linksWithin(duck, options, id)),
      merged,
    }
  })
}

/** The profile that an id leads to. */
async function followMerges(duck: Duck, asked: string): Promise<string> {
  const id = sqlString(asked)
  const [found] = await duck.rows<{ profile_id: string }>(
    `SELECT profile_id FROM identity_map_current WHERE profile_id = ${id}
UNION ALL SELECT profile_id FROM identity_merges_current WHERE old_profile_id = ${id} LIMIT 1`,
  )
  if (found !== undefined) return found.profile_id
  throw new TransformError(
    'TRANSFORM_NO_PROFILE',
    `There is no profile ${asked}, and none was merged that had this id. Check the id, the customer and the processed zone.`,
    { exitCode: 2 },
  )
}

async function linksWithin(
  duck: Duck,
  { customer, state: stateZone, s3, matchProbability, model = standardModel }: ExplainOptions,
  id: string,
): Promise<Pick<ProfileExplanation, 'shared' | 'likely'>> {
  const state = openStore(stateZone, s3)
  const people = model.peopleEntities.map((entity) => ({
    entity,
    relation: `${entity.name}_current`,
  }))
  await materialise(duck, [
    splitNodes(dialect, await readSplits(state, customer)),
    ...identityLinks(dialect, { people, orders: 'orders_current' }),
  ])
  const own = `(SELECT node FROM identity_map_current WHERE profile_id = ${id})`
  const shared = await duck.rows<{ identifier: string; nodes: string[] }>(
    `SELECT identifier, list_sort(list(node)) AS nodes FROM identity_links
WHERE node IN ${own} GROUP BY identifier HAVING count(*) > 1 ORDER BY identifier`,
  )
  const stored = await readModel(state, customer)
  if (stored === undefined) return { shared, likely: [] }
  await materialise(duck, likelyPairs(dialect, people, stored.model))
  const least = weightOf(certainty({ matchProbability }).matchProbability)
  const pairs = await duck.rows<{
    node: string
    other_node: string
    weight: number
    evidence: string[]
  }>(
    `SELECT node, other_node, weight, ${evidence(dialect, 'w')} AS evidence FROM linkage_weights w
WHERE node IN ${own} AND other_node IN ${own} AND weight >= ${least} ORDER BY node, other_node`,
  )
  const likely = pairs.map(({ node, other_node, weight, ...pair }) => ({
    nodes: [node, other_node] as const,
    weight,
    probability: probabilityOf(weight),
    ...pair,
  }))
  return { shared, likely }
}
