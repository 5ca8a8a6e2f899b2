const dateTime =
  /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?\s*$/i

const zoneOf = (zone: string): string => {
  if (/^(?:Z|UTC|)$/i.test(zone)) return 'Z'
  const digits = zone.replace(':', '').padEnd(5, '0')
  return `${digits.slice(0, 3)}:${digits.slice(3)}`
}

/**
 * A point in time as RFC 3339 writes it, to the last digit of its second.
 *
 * @param text A date, or a date and a time as ISO 8601 or databases write it. Without a zone it is UTC.
 * @returns undefined where it is not one.
 * @example
 * dateTimeText('2026-11-23 02:00:00.123456+01') // '2026-11-23T02:00:00.123456+01:00'
 */
export function dateTimeText(text: string): string | undefined {
  const [match, date, time = '00:00', seconds = ':00', zone = ''] = dateTime.exec(text) ?? []
  if (match === undefined) return undefined
  const written = `${date}T${time}${seconds.replace(',', '.')}${zoneOf(zone)}`
  const parsed = new Date(`${date}T00:00:00Z`)
  // Date takes the 30th of February for a day in March.
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date as string)
  return isDay && !Number.isNaN(Date.parse(written)) ? written : undefined
}
