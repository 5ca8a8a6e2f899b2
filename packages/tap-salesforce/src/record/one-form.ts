const restOffset = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

/**
 * A moment in one form, in UTC with milliseconds: `2026-10-22T21:03:23.000Z`. REST writes
 * `…000+0000` where Bulk API 2.0 writes `…000Z`. A text that is none stays as it is.
 */
export function exactMoment(text: string): string {
  const parts = restOffset.exec(text)
  if (!parts) return text
  const [, seconds, fraction = '.000', zone = 'Z'] = parts
  if (zone === 'Z' || /^[+-]00:?00$/.test(zone)) return `${seconds}${fraction.padEnd(4, '0')}Z`
  const instant = Date.parse(`${seconds}${fraction}${zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(instant) ? text : new Date(instant).toISOString()
}

/** A time of day, `21:03:23.000Z`; a day keeps its ten letters, whatever follows them. */
export const exactTime = (text: string): string =>
  /^\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text) ? `${text}Z` : text

export const exactDate = (text: string): string =>
  /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text
