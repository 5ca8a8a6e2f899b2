/** A span of update times, as Shopify writes them; an end that is absent is open. */
export interface UpdateWindow {
  /** Itself included. */
  readonly since?: string | undefined
  /** Itself not included. */
  readonly until?: string | undefined
}

/**
 * A time as Shopify writes it: UTC, whole seconds, the part of a second cut off.
 *
 * @example
 * shopifyTime('2026-11-01T02:00:00.500+02:00') // '2026-11-01T00:00:00Z'
 */
export function shopifyTime(time: string | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

/**
 * Cuts a window in two at a time, where that lies within it.
 *
 * @example
 * splitWindow({ since: '2026-01-01T00:00:00Z' }, '2026-11-01T00:00:00Z')
 * // [{ since: '2026-01-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }, { since: '2026-11-01T00:00:00Z', until: undefined }]
 */
export function splitWindow({ since, until }: UpdateWindow, time: string): UpdateWindow[] {
  const isWithin = (since === undefined || since < time) && (until === undefined || time < until)
  return isWithin
    ? [
        { since, until: time },
        { since: time, until },
      ]
    : [{ since, until }]
}

/**
 * The search filter for a window, or undefined where it is open on both ends. The quotes matter:
 * without them Shopify cuts a time at its first colon and takes the rest for a field that it does not
 * know, and the day for one of the shop's time zone (https://shopify.dev/docs/api/usage/search-syntax).
 */
export function filterOf(
  { since, until }: UpdateWindow,
  field: string = 'updated_at',
): string | undefined {
  const terms = [
    ...(since === undefined ? [] : [`${field}:>='${since}'`]),
    ...(until === undefined ? [] : [`${field}:<'${until}'`]),
  ]
  return terms.length === 0 ? undefined : terms.join(' AND ')
}

/** Where a time lies: in the window, or on which side of it. */
export function placeIn({ since, until }: UpdateWindow, time: string): 'before' | 'in' | 'after' {
  const instant = Date.parse(time)
  if (since !== undefined && !(instant >= Date.parse(since))) return 'before'
  return until !== undefined && instant >= Date.parse(until) ? 'after' : 'in'
}
