import { NumberLiteral } from '../exact-json.ts'
import { exactNumber } from './exact-number.ts'
import type { SampleRecord } from './steps.ts'

/** A record as a destination holds it: its JSON text, or its values by name. */
export type StoredRecord = string | Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const dateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/

/** The instant of a date-time in any notation; undefined where the value is none. */
const instantOf = (value: unknown): number | undefined => {
  if (value instanceof Date) return value.getTime()
  if (typeof value !== 'string' || !dateTime.test(value)) return undefined
  return Date.parse(value.replace(' ', 'T'))
}

const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof NumberLiteral

const shown = (value: unknown): string => {
  const text = isNumber(value) || value === undefined ? String(value) : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const differing = (sent: unknown, stored: unknown, path: string): string | undefined => {
  const words = `${path || 'it'} was sent as ${shown(sent)} and is ${shown(stored)}`
  if ((sent ?? null) === null) return (stored ?? null) === null ? undefined : words
  if (isNumber(sent)) return exactNumber(sent) === exactNumber(stored) ? undefined : words
  if (Array.isArray(sent)) {
    if (!Array.isArray(stored) || stored.length !== sent.length) return words
    return sent
      .map((item, index) => differing(item, stored[index], `${path}[${index}]`))
      .find(Boolean)
  }
  if (isObject(sent)) return isObject(stored) ? differingFields(sent, stored, path) : words
  const isSame = sent === stored || (instantOf(sent) ?? 0) === instantOf(stored)
  return isSame ? undefined : words
}

const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** Fields of a destination's own are no difference. */
const isMetadata = (name: string, path: string) => path === '' && name.startsWith('_sdc_')

const differingFields = (
  sent: Readonly<Record<string, unknown>>,
  stored: Readonly<Record<string, unknown>>,
  path: string,
): string | undefined => {
  const names = new Set([...Object.keys(sent), ...Object.keys(stored)])
  for (const name of names) {
    if (!Object.hasOwn(sent, name) && isMetadata(name, path)) continue
    const at = path === '' ? name : `${path}.${name}`
    const difference = differing(own(sent, name), own(stored, name), at)
    if (difference) return difference
  }
  return undefined
}

/** The values of a stored record. */
const valuesOf = (stored: StoredRecord): Readonly<Record<string, unknown>> =>
  typeof stored === 'string' ? (JSON.parse(stored) as Readonly<Record<string, unknown>>) : stored

/**
 * Says how a stored record differs from what was sent; undefined where it does not. A text must begin
 * with the very bytes that were sent, and may go on with fields of its own. Of values, a field that is
 * null is one that is not there, numbers must be the same to the last digit in whatever they are held,
 * and a date-time may be written in another way.
 */
export function recordDifference(
  { text, value }: SampleRecord,
  stored: StoredRecord,
): string | undefined {
  if (typeof stored !== 'string') return differingFields(value, stored, '')
  if (stored === text || stored.startsWith(`${text.slice(0, -1)},`)) return undefined
  return `${shown(text)} was sent and ${shown(stored)} is there`
}

/** Whether a stored record has the key of one that was sent. */
export const hasKeyOf = (
  { value }: SampleRecord,
  stored: StoredRecord,
  keyProperties: readonly string[],
): boolean => {
  const values = valuesOf(stored)
  return keyProperties.every((name) => !differing(value[name], values[name], name))
}
