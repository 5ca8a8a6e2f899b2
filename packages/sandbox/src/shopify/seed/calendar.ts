import type { Random } from '../../random.ts'

const DAY = 24 * 3600 * 1000

/** How long the life of a generated store is, back from the sandbox's now. */
export const STORE_LIFE = 2 * 365 * DAY

/** A moment between two others, on a whole second. */
export function momentBetween(from: number, until: number, random: Random): number {
  const seconds = Math.max(0, Math.floor((until - from) / 1000))
  return from + random.integer(0, seconds) * 1000
}

/**
 * Moments at which some program touched many records at once, so that hundreds share one
 * `updatedAt` to the second.
 */
export function massUpdates(now: number, random: Random): number[] {
  return Array.from({ length: 6 }, () => momentBetween(now - STORE_LIFE, now - DAY, random))
}

/**
 * When a record was last touched: at the time of a mass update for many, otherwise at any moment
 * since it last had to be.
 */
export function lastTouched(
  since: number,
  now: number,
  updates: readonly number[],
  random: Random,
): number {
  if (random.chance(0.35)) return since
  const later = updates.filter((moment) => moment >= since)
  if (later.length > 0 && random.chance(0.5)) return random.pick(later)
  return momentBetween(since, now - 1000, random)
}
