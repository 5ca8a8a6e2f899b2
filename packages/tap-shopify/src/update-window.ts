/** The span of update times that a stream is read for; an end that is absent is open. */
export interface UpdateWindow {
  /** Itself included. */
  readonly since: string | undefined
  /** Itself not included. */
  readonly until: string | undefined
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
 * The search filter for a window, or undefined where it is open on both ends. The quotes matter:
 * without them Shopify cuts a time at its first colon and takes the rest for a field that it does not
 * know, and the day for one of the shop's time zone (https://shopify.dev/docs/api/usage/search-syntax).
 */
export function filterOf({ since, until }: UpdateWindow): string | undefined {
  const terms = [
    ...(since === undefined ? [] : [`updated_at:>='${since}'`]),
    ...(until === undefined ? [] : [`updated_at:<'${until}'`]),
  ]
  return terms.length === 0 ? undefined : terms.join(' AND ')
}

/**
 * The first record that was updated before the window; there must be none. A record *after* its
 * window is no wonder: it was changed again since the search index saw it.
 */
export function strayOf<Row extends { readonly updatedAt: string }>(
  rows: readonly Row[],
  { since }: UpdateWindow,
): Row | undefined {
  if (since === undefined) return undefined
  const earliest = Date.parse(since)
  return rows.find(({ updatedAt }) => !(Date.parse(updatedAt) >= earliest))
}
