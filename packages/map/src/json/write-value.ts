import { ValueError } from '../value-error.ts'
import { ExactNumber } from './exact-number.ts'

/** Turns a value that JSON does not know into one that it does. @throws {ValueError} */
export type Translate = (value: object) => unknown

const writeNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new ValueError('it gives a number that JSON cannot hold')
  return JSON.stringify(value)
}

const writeMembers = (entries: Iterable<readonly [unknown, unknown]>, translate: Translate) => {
  let text = ''
  for (const [name, value] of entries) {
    text += `,${JSON.stringify(String(name))}:${writeValue(value, translate)}`
  }
  return `{${text.slice(1)}}`
}

/**
 * Writes what an expression gives as JSON: bigints and exact numbers to the last digit, times as
 * RFC 3339.
 *
 * @throws {ValueError} where JSON has no such value.
 */
export function writeValue(value: unknown, translate: Translate): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value !== 'object') throw new ValueError('it gives a value that JSON cannot hold')
  if (value instanceof ExactNumber) return value.text
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value) || value instanceof Set) {
    return `[${[...value].map((item) => writeValue(item, translate)).join(',')}]`
  }
  if (value instanceof Map) return writeMembers(value, translate)
  const prototype = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) {
    return writeMembers(Object.entries(value), translate)
  }
  return writeValue(translate(value), translate)
}
