import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { firstLabels } from './components.ts'
import { type IdentityRules, identifierKinds, isOfKind, mostRecordsOf } from './identity-rules.ts'

/** Whether a model bounds how many identifiers of a kind a profile may have. */
export const hasProfileLimits = (rules: IdentityRules): boolean =>
  identifierKinds.some((kind) => rules[kind].mostPerProfile !== undefined)

/** How many nodes lie in profiles that have more identifiers of a kind than they may, as `nodes`. */
export const nodesOverLimit = 'SELECT count(*) AS nodes FROM identity_over_limit'

/**
 * `identity_over_limit`: the nodes of connected parts that have more different identifiers of a kind
 * than a profile may have, by the labels so far.
 */
function overLimit(dialect: Dialect, rules: IdentityRules): Step {
  const tooMany = identifierKinds.flatMap((kind) => {
    const { mostPerProfile } = rules[kind]
    if (mostPerProfile === undefined) return []
    const ofKind = `CASE WHEN ${isOfKind(dialect, 'l.identifier', kind)} THEN l.identifier END`
    return [`count(DISTINCT ${ofKind}) > ${mostPerProfile}`]
  })
  return {
    name: 'identity_over_limit',
    query: `SELECT c.node FROM component_labels c WHERE c.component IN (
  SELECT c.component FROM component_labels c JOIN identity_links l ON l.node = c.node
  GROUP BY c.component HAVING ${tooMany.join(' OR ')})`,
  }
}

/** One look at whether profiles keep to their limits, and what is done where they do not. */
export interface LimitPass {
  /** Leaves behind what `nodesOverLimit` counts. */
  readonly judge: Step
  /** What follows where any node is over a limit; then labels are to be found anew. */
  readonly mend: readonly Step[]
}

/**
 * The passes that make profiles keep to their limits, in order, each dropping one more kind of tie;
 * they end with the first that finds no node over a limit.
 */
export const limitPasses = (
  dialect: Dialect,
  rules: IdentityRules,
  mostRecords: number,
): LimitPass[] =>
  hasProfileLimits(rules)
    ? [0, ...rules.weakestFirst].map((_kind, dropped) => ({
        judge: overLimit(dialect, rules),
        mend: [...edgesThatWin(dialect, rules, dropped, mostRecords), firstLabels],
      }))
    : []

/**
 * `identity_edges` again, where nodes over a limit are tied by the kinds of identifiers alone that win:
 * those behind the first `dropped` of the weakest. What is likely ties none of them.
 */
function edgesThatWin(
  dialect: Dialect,
  rules: IdentityRules,
  dropped: number,
  mostRecords: number,
): Step[] {
  const lost = rules.weakestFirst.slice(0, dropped)
  const wins = lost.map((kind) => `NOT ${isOfKind(dialect, 'l.identifier', kind)}`)
  const isOver = 'l.node IN (SELECT node FROM identity_over_limit)'
  return [
    {
      name: 'identity_winning_links',
      query: `SELECT l.node, l.identifier FROM identity_links l WHERE ${[isOver, ...wins].join(' AND ')}`,
    },
    {
      name: 'identity_kept_edges',
      query: `SELECT e.node, e.hub FROM identity_edges e WHERE e.node NOT IN (SELECT node FROM identity_over_limit)
UNION
SELECT l.node, h.hub FROM identity_winning_links l JOIN (
  SELECT identifier, min(node) AS hub FROM identity_winning_links
  GROUP BY identifier HAVING count(*) BETWEEN 2 AND ${mostRecordsOf(dialect, 'identifier', mostRecords, rules)}
) h ON h.identifier = l.identifier WHERE l.node <> h.hub`,
    },
    { name: 'identity_edges', query: 'SELECT node, hub FROM identity_kept_edges' },
  ]
}
