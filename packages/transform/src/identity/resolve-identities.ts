import type { Duck } from '@descant/lake/duckdb'
import { type Linkage, likelyEdges, pairsToReview } from '../linkage/judge-pairs.ts'
import { likelyPairs } from '../linkage/likely-pairs.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import type { Step } from '../sql/step.ts'
import {
  changedLabels,
  firstLabels,
  identityComponents,
  identityEdges,
  labelRound,
  mostRecordsOfAnIdentifier,
  nextLabels,
} from './components.ts'
import { type IdentityRules, mostRecordsOf, standardIdentity } from './identity-rules.ts'
import { type IdentityTables, identityLinks } from './links.ts'
import { type LimitPass, limitPasses, nodesOverLimit } from './profile-limits.ts'
import { type Splits, splitNodes } from './splits.ts'
import { type IdentityHistory, stableIds } from './stable-ids.ts'

export interface IdentityOptions extends IdentityTables, IdentityHistory {
  /** An identifier that more records share links none of them. @default 200 */
  readonly mostRecords?: number
  /** How many of each kind, where it is another number. */
  readonly limits?: IdentityRules | undefined
  /** Links records that share no identifier and are likely one person. @default none is linked */
  readonly linkage?: Linkage | undefined
  /** Relation of identifiers that link nothing, where only a part of the graph is resolved. */
  readonly outside?: string
  /** Which records are to stay apart from all others. @default none */
  readonly splits?: Splits | undefined
}

/**
 * Finds who is who: leaves `identity_orders`, `identity_map_next`, `identity_merges_next` and
 * `identity_review_next` behind.
 *
 * The loop over rounds is driven from here because no recursion is common to the engines.
 *
 * @returns how many rounds it took until no label changed.
 */
export async function resolveIdentities(
  duck: Duck,
  dialect: Dialect,
  options: IdentityOptions,
): Promise<number> {
  await materialise(duck, linkingSteps(dialect, options))
  const rounds = await labelWithinLimits(duck, limitingPasses(dialect, options))
  await materialise(duck, namingSteps(dialect, options))
  await duck.run(spent.map((name) => `DROP TABLE IF EXISTS ${name}`).join(';\n'))
  return rounds
}

/** What only the search needs: as many rows as the graph has nodes, several times over. */
const spent = [
  'identity_nodes',
  'identity_people',
  'identity_links',
  'identity_hubs',
  'identity_edges',
  'component_labels',
  'component_minima',
  'component_next',
  'identity_components',
  'identity_claims',
  'identity_held',
  'identity_new',
]

/** Labels components, and mends them until they keep to their limits; says how many rounds that took. */
export async function labelWithinLimits(duck: Duck, passes: readonly LimitPass[]): Promise<number> {
  let rounds = await labelComponents(duck)
  for (const { judge, mend } of passes) {
    await materialise(duck, [judge])
    if ((await duck.rows<{ nodes: bigint }>(nodesOverLimit))[0]?.nodes === 0n) break
    await materialise(duck, mend)
    rounds += await labelComponents(duck)
  }
  return rounds
}

/** Takes rounds until no label changes, and says how many. */
async function labelComponents(duck: Duck): Promise<number> {
  let rounds = 0
  for (let changed = 1n; changed > 0n; rounds++) {
    await materialise(duck, labelRound)
    changed = (await duck.rows<{ changed: bigint }>(changedLabels))[0]?.changed ?? 0n
    await materialise(duck, [nextLabels])
  }
  return rounds
}

/** The steps before the first round. */
export function linkingSteps(dialect: Dialect, options: IdentityOptions): Step[] {
  const { linkage, mostRecords = mostRecordsOfAnIdentifier } = options
  return [
    splitNodes(dialect, options.splits),
    ...identityLinks(dialect, options),
    ...(linkage === undefined ? [] : likelyPairs(dialect, options.people, linkage.model)),
    ...identityEdges(mostRecordsOf(dialect, 'identifier', mostRecords, options.limits), {
      likely: linkage && likelyEdges(linkage),
      outside: options.outside,
    }),
    firstLabels,
  ]
}

/** What follows the first labels, where profiles may have so many identifiers and no more. */
export const limitingPasses = (
  dialect: Dialect,
  options: Pick<IdentityOptions, 'limits' | 'mostRecords'>,
): LimitPass[] => {
  const { limits = standardIdentity, mostRecords = mostRecordsOfAnIdentifier } = options
  return limitPasses(dialect, limits, mostRecords)
}

/** The steps after the last round. */
export const namingSteps = (dialect: Dialect, options: IdentityOptions): Step[] => [
  identityComponents,
  ...stableIds(dialect, options),
  pairsToReview(dialect, options.linkage),
]
