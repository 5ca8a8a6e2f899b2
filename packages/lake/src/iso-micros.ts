const pattern =
  /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d(?::?\d\d)?)$/

/**
 * Microseconds since 1970 as an ISO 8601 time in UTC, with six digits after the second where three
 * do not hold them.
 *
 * @example
 * microsToIso(1_500n) // '1970-01-01T00:00:00.001500Z'
 */
export function microsToIso(micros: bigint): string {
  const beyondMillis = ((micros % 1000n) + 1000n) % 1000n
  const iso = new Date(Number((micros - beyondMillis) / 1000n)).toISOString()
  return beyondMillis === 0n ? iso : iso.replace('Z', `${String(beyondMillis).padStart(3, '0')}Z`)
}

/** Microseconds since 1970 of a time with its offset (digits beyond are cut off), or undefined. */
export function isoToMicros(text: string): bigint | undefined {
  const [, year, month, day, clock, fraction = '', offset = ''] = pattern.exec(text) ?? []
  if (year === undefined) return undefined
  const zone = /^[+-]\d\d$/.test(offset)
    ? `${offset}:00`
    : offset.replace(/^(.\d\d)(\d\d)$/, '$1:$2')
  const millis = Date.parse(`${year}-${month}-${day}T${clock}${zone}`)
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1000n + BigInt(fraction.padEnd(6, '0'))
}
