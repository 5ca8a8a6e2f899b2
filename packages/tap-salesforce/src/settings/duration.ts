const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/**
 * Seconds of a number, of the text of one, or of an ISO 8601 duration of weeks to seconds; undefined
 * where it is none.
 *
 * @example
 * durationSeconds('PT10M') // 600
 */
export function durationSeconds(value: number | string): number | undefined {
  if (typeof value === 'number' || /^\d+$/.test(value)) {
    const seconds = Number(value)
    return seconds >= 0 ? seconds : undefined
  }
  const parts = iso.exec(value)
  if (!parts || value === 'P' || value.endsWith('T')) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
}
