/** What is known of how fresh the data of a source are. All times are milliseconds since 1970. */
export interface FreshnessFacts {
  /** When the last extraction began that did all there was to do. */
  readonly wholeAt: number | undefined
  /** Since when the source is known; it counts where no extraction was whole yet. */
  readonly knownSince: number | undefined
  /** Since when records wait in the raw zone that no table shows yet. */
  readonly pendingSince: number | undefined
  /** How old the newest data may be. */
  readonly limitMilliseconds: number
}

/** How fresh the data of a source are. */
export interface Freshness {
  /** Whatever changed at the source before this time is where readers find it. */
  readonly freshUntil: number
  /** From this time on they are late, unless something comes. */
  readonly deadline: number
  readonly isLate: boolean
}

/**
 * How fresh data are, measured from the data themselves: what changed before the beginning of the last
 * whole extraction is in the raw zone, and what waits there is not in the tables. So a run that ends
 * well and brings nothing on makes nothing fresh, and a quiet shop is not late.
 *
 * @returns undefined where nothing is known of the source yet.
 */
export function freshnessOf(facts: FreshnessFacts, now: number): Freshness | undefined {
  const { wholeAt, knownSince, pendingSince, limitMilliseconds } = facts
  const extracted = wholeAt ?? knownSince
  if (extracted === undefined) return undefined
  const freshUntil = Math.min(extracted, pendingSince ?? extracted)
  const deadline = freshUntil + limitMilliseconds
  return { freshUntil, deadline, isLate: now >= deadline }
}
