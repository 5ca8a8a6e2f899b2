import { TransformError } from '../errors.ts'
import type { Linkage } from './judge-pairs.ts'

/** How sure a model must be, and no one said how. */
const defaults = { matchProbability: 0.95, reviewProbability: 0.5 } as const

/**
 * How sure a model must be before records are linked, or shown to people.
 *
 * @throws {TransformError} `TRANSFORM_CERTAINTY` where a number is no probability from a half on, or
 *   the pairs to review would be surer than those that are linked.
 */
export function certainty(given: {
  readonly matchProbability?: number | undefined
  readonly reviewProbability?: number | undefined
}): Pick<Linkage, 'matchProbability' | 'reviewProbability'> {
  const matchProbability = given.matchProbability ?? defaults.matchProbability
  const reviewProbability =
    given.reviewProbability ?? Math.min(defaults.reviewProbability, matchProbability)
  if (!(matchProbability >= 0.5 && matchProbability < 1)) {
    throw refusal(
      `matchProbability must be at least 0.5 and less than 1, and not ${matchProbability}.`,
    )
  }
  if (!(reviewProbability > 0 && reviewProbability <= matchProbability)) {
    throw refusal(
      `reviewProbability must be more than 0 and at most matchProbability (${matchProbability}), and not ${reviewProbability}.`,
    )
  }
  return { matchProbability, reviewProbability }
}

const refusal = (message: string) =>
  new TransformError('TRANSFORM_CERTAINTY', message, { exitCode: 2 })
