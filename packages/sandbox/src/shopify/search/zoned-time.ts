/** A point in time that a search names, with the text that shows how it was understood. */
export interface SearchTime {
  /** Milliseconds since 1970. */
  readonly from: number
  /** Where the named day, month or year ends; the second after, where a time was given. */
  readonly until: number
  readonly text: string
}

const dateTime =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Understands a date or a datetime of a search. What has no offset of its own is taken in the
 * shop's timezone. An unquoted value keeps its date alone: the time is dropped, which is the trap
 * of Shopify's search.
 *
 * @param value e.g. `2026-09-25T02:45:22Z`, `2026-09-25`, `2026`, or `now`.
 * @param zone The IANA timezone of the shop.
 * @returns undefined where the text is no date.
 * @example
 * parseSearchTime('2026-01-01T00:00:00Z', true, 'America/New_York', now) // that moment
 * parseSearchTime('2026-01-01T00', false, 'America/New_York', now) // 2026-01-01T00:00:00-05:00
 */
export function parseSearchTime(
  value: string,
  quoted: boolean,
  zone: string,
  now: number,
): SearchTime | undefined {
  if (value.toLowerCase() === 'now') {
    const second = Math.floor(now / 1000) * 1000
    return { from: second, until: second + 1000, text: new Date(second).toISOString() }
  }
  const match = dateTime.exec(value)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, offset] = match
  const timed = quoted && hour !== undefined
  const parts = [year, month ?? '01', day ?? '01'].join('-')
  const time = timed ? `${hour}:${minute ?? '00'}:${second ?? '00'}` : '00:00:00'
  const wall = Date.parse(`${parts}T${time}Z`)
  if (Number.isNaN(wall)) return undefined
  const own = timed && offset !== undefined ? offset : undefined
  const from = wall - (own === undefined ? zoneOffset(wall, zone) : offsetMilliseconds(own))
  const text = `${parts}T${time}${own ?? formatOffset(zoneOffset(wall, zone))}`
  if (timed) return { from, until: from + 1000, text }
  const next = new Date(wall)
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1)
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1)
  else next.setUTCFullYear(next.getUTCFullYear() + 1)
  return { from, until: next.getTime() - zoneOffset(next.getTime(), zone), text }
}

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000
}

/** An offset as text: `-05:00`. */
export function formatOffset(milliseconds: number): string {
  const minutes = Math.abs(milliseconds) / 60_000
  const two = (count: number) => String(count).padStart(2, '0')
  return `${milliseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/**
 * How far a zone is ahead of UTC, in milliseconds, at a time on its own wall clock. In the hour
 * that a clock change skips or repeats, it is the offset before the change.
 */
function zoneOffset(wall: number, zone: string): number {
  const guess = offsetAt(wall, zone)
  return offsetAt(wall - guess, zone)
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, zone: string): number {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formatters.set(zone, formatter)
  }
  const name = formatter.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value
  const offset = name?.slice('GMT'.length) ?? ''
  return offset === '' ? 0 : offsetMilliseconds(offset)
}
