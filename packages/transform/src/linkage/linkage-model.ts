/** What the model knows of one comparison, a value a level from "nothing alike" to "the same". */
export interface ComparisonParameters {
  readonly name: string
  /** How often two records of one person are at each level; sums to 1. */
  readonly m: readonly number[]
  /** How often two records of different people are at each level; sums to 1. */
  readonly u: readonly number[]
}

/**
 * What tells how likely two records are of one person: the parameters of Fellegi and Sunter's
 * theory of record linkage (Journal of the American Statistical Association 64, 1969).
 */
export interface LinkageModel {
  /** How likely two records that are picked at random are of one person. */
  readonly lambda: number
  readonly comparisons: readonly ComparisonParameters[]
}

/** A level for each comparison; null where one of the records does not tell. */
export type Levels = readonly (number | null)[]

/** How many pairs of records compare alike. */
export interface LevelCount {
  readonly levels: Levels
  readonly pairs: number
}

/** The weight of evidence in bits: 0 is one to one, 1 two to one, 10 a thousand to one. */
export const weightOf = (probability: number): number => Math.log2(probability / (1 - probability))

/** The probability that a weight stands for. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight)

/**
 * The weight of a pair: that of two records at random, and what each comparison adds. A comparison
 * that does not tell adds nothing.
 *
 * @example
 * pairWeight({ lambda: 0.01, comparisons: [{ name: 'email', m: [0.1, 0.9], u: [0.999, 0.001] }] }, [1]) // 3.18…
 */
export function pairWeight({ lambda, comparisons }: LinkageModel, levels: Levels): number {
  return comparisons.reduce((weight, comparison, index) => {
    const level = levels[index] ?? null
    return level === null ? weight : weight + levelWeight(comparison, level)
  }, weightOf(lambda))
}

/** The bits that a comparison at a level adds. */
export const levelWeight = ({ m, u }: ComparisonParameters, level: number): number =>
  Math.log2((m[level] as number) / (u[level] as number))
