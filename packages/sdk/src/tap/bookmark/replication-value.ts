/** The value of a replication key: a time, a string that sorts, or a number. */
export type ReplicationValue = string | number

const dateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/i

/** The instant that a date-time names, in milliseconds; undefined where the text is none. */
export const instantOf = (value: ReplicationValue): number | undefined => {
  if (typeof value !== 'string' || !dateTime.test(value)) return undefined
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`
  const instant = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(instant) ? undefined : instant
}

const order = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Compares two replication values: numbers as numbers, date-times as instants (offsets may differ),
 * other strings by their code units. Negative where `a` comes first.
 */
export function compareReplicationValues(a: ReplicationValue, b: ReplicationValue): number {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const left = String(a)
  const right = String(b)
  if (left.length === right.length && left.endsWith('Z') && right.endsWith('Z')) {
    return left < right ? -1 : 1
  }
  const [instantA, instantB] = [instantOf(left), instantOf(right)]
  if (instantA === undefined || instantB === undefined || instantA === instantB) {
    return order(left, right)
  }
  return instantA - instantB
}

/** The value that lies `seconds` before a date-time; any other value is left as it is. */
export function earlierBy(value: ReplicationValue, seconds: number): ReplicationValue {
  const instant = seconds > 0 ? instantOf(value) : undefined
  if (instant === undefined) return value
  return new Date(instant - seconds * 1000).toISOString().replace('.000Z', 'Z')
}
