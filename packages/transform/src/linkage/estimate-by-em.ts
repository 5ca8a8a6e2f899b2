import {
  type ComparisonParameters,
  type LevelCount,
  type LinkageModel,
  pairWeight,
  probabilityOf,
} from './linkage-model.ts'

/** What an estimate leaves as it is. */
export interface EmOptions {
  /** Whether `u` is known, and only `m` and lambda are sought. @default false */
  readonly keepU?: boolean
  /** Whether `m` is known. @default false */
  readonly keepM?: boolean
  /** The estimate ends when no parameter moves further than this in a round. @default 1e-6 */
  readonly precision?: number
  /** The most rounds. @default 1,000 */
  readonly mostRounds?: number
}

/** No level is called impossible because it was not seen: the next pair may show it. */
const least = 1e-4

/**
 * Finds the parameters under which the pairs that were seen are most likely, by expectation
 * maximisation (Dempster, Laird and Rubin 1977): each round takes the parameters for true, asks how
 * likely each pair is a match, and counts levels by that. No pair need be known to be a match.
 *
 * @param counts pairs by their levels; levels stand in the order of `start.comparisons`.
 * @param start where the search begins.
 * @example
 * estimateByEm(counts, { lambda: 0.5, comparisons: [{ name: 'email', m: [0.1, 0.9], u: [0.99, 0.01] }] })
 */
export function estimateByEm(
  counts: readonly LevelCount[],
  start: LinkageModel,
  { keepU = false, keepM = false, precision = 1e-6, mostRounds = 1000 }: EmOptions = {},
): LinkageModel {
  let model = start
  for (let round = 0; round < mostRounds; round++) {
    const next = improve(counts, model, keepM, keepU)
    const moved = distance(model, next)
    model = next
    if (moved < precision) break
  }
  return model
}

function improve(
  counts: readonly LevelCount[],
  model: LinkageModel,
  keepM: boolean,
  keepU: boolean,
): LinkageModel {
  const judged = counts.map(({ levels, pairs }) => {
    const probability = probabilityOf(pairWeight(model, levels))
    return { levels, matches: pairs * probability, others: pairs * (1 - probability) }
  })
  const matches = judged.reduce((sum, pair) => sum + pair.matches, 0)
  const others = judged.reduce((sum, pair) => sum + pair.others, 0)
  const comparisons = model.comparisons.map((comparison, index): ComparisonParameters => {
    const shares = (weight: 'matches' | 'others', before: readonly number[]) => {
      const seen = before.map((_share, level) =>
        judged.reduce((sum, pair) => (pair.levels[index] === level ? sum + pair[weight] : sum), 0),
      )
      return toShares(seen, before)
    }
    return {
      name: comparison.name,
      m: keepM ? comparison.m : shares('matches', comparison.m),
      u: keepU ? comparison.u : shares('others', comparison.u),
    }
  })
  return { lambda: within(matches / (matches + others)), comparisons }
}

/** Counts as shares of their sum, none of them zero; as before where nothing was counted. */
export function toShares(counts: readonly number[], before: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum === 0) return [...before]
  const shares = counts.map((count) => Math.max(count / sum, least))
  const whole = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / whole)
}

const within = (probability: number) => Math.min(Math.max(probability, 1e-12), 1 - 1e-12)

function distance(a: LinkageModel, b: LinkageModel): number {
  const numbers = ({ lambda, comparisons }: LinkageModel) => [
    lambda,
    ...comparisons.flatMap(({ m, u }) => [...m, ...u]),
  ]
  const others = numbers(b)
  return Math.max(...numbers(a).map((value, index) => Math.abs(value - (others[index] as number))))
}
