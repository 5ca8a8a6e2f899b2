const DAY = 24 * 3600 * 1000

/** A stretch of time, from its first millisecond up to, not including, its last. */
export interface Span {
  readonly start: number
  readonly end: number
}

const day = (now: number, shift = 0): number => Math.floor(now / DAY) * DAY + shift * DAY

const month = (now: number, shift: number): number => {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1)
}

const quarter = (now: number, shift: number): number => {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), (Math.floor(date.getUTCMonth() / 3) + shift) * 3, 1)
}

const year = (now: number, shift: number): number =>
  Date.UTC(new Date(now).getUTCFullYear() + shift, 0, 1)

/** Weeks begin on Sunday. */
const week = (now: number, shift: number): number =>
  day(now) - new Date(now).getUTCDay() * DAY + shift * 7 * DAY

const units: Readonly<Record<string, (now: number, shift: number) => number>> = {
  DAY: day,
  WEEK: week,
  MONTH: month,
  QUARTER: quarter,
  YEAR: year,
  FISCAL_QUARTER: quarter,
  FISCAL_YEAR: year,
}

/**
 * What `TODAY`, `LAST_MONTH` or `LAST_N_DAYS:7` mean at a moment, in UTC; undefined for what is none.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function dateLiteralSpan(literal: string, now: number): Span | undefined {
  const text = literal.toUpperCase()
  const single: Readonly<Record<string, number>> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 }
  const shift = single[text]
  if (shift !== undefined) return { start: day(now, shift), end: day(now, shift + 1) }
  if (text === 'LAST_90_DAYS') return { start: day(now, -89), end: day(now, 1) }
  if (text === 'NEXT_90_DAYS') return { start: day(now, 1), end: day(now, 91) }

  const named = /^(LAST|THIS|NEXT)_(\w+)$/.exec(text)
  const namedUnit = named === null ? undefined : units[named[2] as string]
  if (named !== null && namedUnit !== undefined) {
    const place = { LAST: -1, THIS: 0, NEXT: 1 }[named[1] as 'LAST' | 'THIS' | 'NEXT']
    return { start: namedUnit(now, place), end: namedUnit(now, place + 1) }
  }

  const counted = /^(?:(LAST|NEXT)_N_(\w+?)S|N_(\w+?)S_AGO):(\d+)$/.exec(text)
  const unit = units[counted?.[2] ?? counted?.[3] ?? '']
  if (counted === null || unit === undefined) return undefined
  const count = Number(counted[4])
  if (counted[3] !== undefined) return { start: unit(now, -count), end: unit(now, -count + 1) }
  // Days reach up to the end of today, or from tomorrow on; longer units leave out the present one.
  const includesToday = counted[2] === 'DAY' ? 1 : 0
  return counted[1] === 'LAST'
    ? { start: unit(now, -count), end: unit(now, includesToday) }
    : { start: unit(now, 1), end: unit(now, count + 1) }
}
