/**
 * What response headers say about patience. Three families are read, the first that speaks wins:
 *
 * - `Retry-After`, seconds or an HTTP date (RFC 9110, 10.2.3);
 * - `RateLimit` and `RateLimit-Remaining`/`-Reset` (draft-ietf-httpapi-ratelimit-headers, all drafts);
 * - `X-RateLimit-*` and `X-Rate-Limit-*`, where the reset is seconds from now, or epoch seconds or
 *   milliseconds, or an ISO date, depending on the vendor.
 */

/** What is left of a quota, and when it is full again. */
export interface Budget {
  readonly remaining: number
  /** Seconds from now until the quota is renewed. */
  readonly resetSeconds: number
}

/**
 * Seconds to wait before the next try, where the other side said so; never negative.
 *
 * @example
 * toldWaitSeconds(new Headers({ 'retry-after': '2.0' }), Date.now()) // 2
 */
export function toldWaitSeconds(headers: Headers, now: number): number | undefined {
  const told = moment(headers.get('retry-after'), serverTime(headers, now))
  if (told !== undefined) return told
  const budget = toldBudget(headers, now)
  // Of a quota that is not spent the reset is no wait: another limit was met.
  if (budget) return budget.remaining === 0 ? budget.resetSeconds : undefined
  return loneReset(headers, now)
}

/** What is left of the quota, where the headers say both how much and until when. */
export function toldBudget(headers: Headers, now: number): Budget | undefined {
  const structured = fromRateLimit(headers.get('ratelimit'))
  if (structured) return structured
  for (const family of families) {
    const remaining = count(headers.get(`${family}-remaining`))
    const resetSeconds = moment(headers.get(`${family}-reset`), serverTime(headers, now))
    if (remaining !== undefined && resetSeconds !== undefined) return { remaining, resetSeconds }
  }
  return undefined
}

const families = ['ratelimit', 'x-ratelimit', 'x-rate-limit'] as const

function loneReset(headers: Headers, now: number): number | undefined {
  const told = families.map((family) => headers.get(`${family}-reset`)).find((text) => text)
  return moment(told ?? null, serverTime(headers, now))
}

/** The other side's clock where it tells it: its dates are meant by that clock, and ours may be off. */
function serverTime(headers: Headers, now: number): number {
  const told = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(told) ? now : told
}

// A delay is never this long, and no moment since 2001 is this small.
const firstEpochSeconds = 1e9
const firstEpochMilliseconds = 1e12
const httpDate = /^[a-z]{3,9},? /i
const isoDate = /^\d{4}-\d{2}-\d{2}T/

/** A delay in seconds from a number of seconds, an epoch or a date; `Date.parse` alone takes too much. */
function moment(text: string | null, now: number): number | undefined {
  const trimmed = text?.trim() ?? ''
  const number = count(trimmed)
  if (number !== undefined) {
    if (number >= firstEpochMilliseconds) return Math.max(0, (number - now) / 1000)
    return number >= firstEpochSeconds ? Math.max(0, number - now / 1000) : number
  }
  if (!httpDate.test(trimmed) && !isoDate.test(trimmed)) return undefined
  const date = Date.parse(trimmed)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}

function count(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

/**
 * `"minute";r=50;t=30, "day";r=0;t=5000` (draft 8 and later) or `limit=100, remaining=50, reset=5`
 * (draft 7). Of several quotas the tightest one counts.
 */
function fromRateLimit(text: string | null): Budget | undefined {
  if (text === null) return undefined
  const parameter = (part: string, names: string) =>
    count(new RegExp(`(?:^|[;,\\s])(?:${names})=(\\d+)`).exec(part)?.[1] ?? null)
  const parts = /(?:^|[,\s])remaining=/.test(text) ? [text] : text.split(',')
  return parts
    .map((part) => ({
      remaining: parameter(part, 'r|remaining'),
      reset: parameter(part, 't|reset'),
    }))
    .flatMap(({ remaining, reset }) =>
      remaining === undefined || reset === undefined ? [] : [{ remaining, resetSeconds: reset }],
    )
    .sort((a, b) => a.remaining - b.remaining || b.resetSeconds - a.resetSeconds)[0]
}
