import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { levelColumn } from './candidate-pairs.ts'
import { comparisons } from './comparisons.ts'
import { type LinkageModel, weightOf } from './linkage-model.ts'

/** A model, and how sure it must be. */
export interface Linkage {
  readonly model: LinkageModel
  /** Two records that are of one person with this probability at least are linked. */
  readonly matchProbability: number
  /** Two records below that, and above this, are for people to judge. */
  readonly reviewProbability: number
}

/** Exact enough for a threshold, and the same number on every engine. */
const bits = (probability: number) => weightOf(probability).toFixed(6)

/** The query for the edges of the identity graph that a model adds, from `linkage_weights`. */
export const likelyEdges = ({ matchProbability }: Linkage): string =>
  `SELECT greatest(w.node, w.other_node) AS node, least(w.node, w.other_node) AS hub
FROM linkage_weights w
LEFT JOIN identity_splits s ON s.node = w.node
LEFT JOIN identity_splits o ON o.node = w.other_node
WHERE weight >= ${bits(matchProbability)} AND coalesce(s.split, '') = coalesce(o.split, '')`

/** `identity_review_next`: pairs that may be one person and are not one profile. */
export function pairsToReview(dialect: Dialect, linkage: Linkage | undefined): Step {
  const name = 'identity_review_next'
  if (linkage === undefined) {
    const columns = ['node', 'other_node', 'profile_id', 'other_profile_id']
    return {
      name,
      query: `SELECT ${columns.map((column) => `${dialect.cast('NULL', 'string')} AS ${column}`).join(', ')},
  ${dialect.cast('NULL', 'double')} AS weight, ${dialect.cast('NULL', 'double')} AS probability,
  ${dialect.cast('NULL', { list: 'string' })} AS evidence WHERE false`,
    }
  }
  return {
    name,
    query: `SELECT least(w.node, w.other_node) AS node, greatest(w.node, w.other_node) AS other_node,
  CASE WHEN w.node < w.other_node THEN m.profile_id ELSE o.profile_id END AS profile_id,
  CASE WHEN w.node < w.other_node THEN o.profile_id ELSE m.profile_id END AS other_profile_id,
  w.weight, round(1 / (1 + power(2.0, -w.weight)), 6) AS probability,
  ${evidence(dialect, 'w')} AS evidence
FROM linkage_weights w
JOIN identity_map_next m ON m.node = w.node
JOIN identity_map_next o ON o.node = w.other_node
WHERE w.weight >= ${bits(linkage.reviewProbability)} AND m.profile_id <> o.profile_id`,
  }
}

/** SQL: what speaks for and against a pair in words, from a row of `linkage_weights`. */
export function evidence(dialect: Dialect, pair: string): string {
  const words = comparisons.map(({ name, levels }, index) => {
    const cases = levels.map(
      (meaning, level) => `WHEN ${level} THEN ${dialect.text(`${name}: ${meaning}`)}`,
    )
    return `CASE ${pair}.${levelColumn(index)} ${cases.join(' ')} END`
  })
  return dialect.withoutNulls(dialect.list(words))
}
