import { plainText } from '../json/plain-text.ts'
import { ValueError } from '../value-error.ts'
import type { Change } from './change.ts'
import { dateTimeText } from './date-time-text.ts'
import { decimalText } from './decimal-text.ts'

/** What a value may be made into. */
export const castTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'date-time',
  'decimal-string',
] as const

export type CastType = (typeof castTypes)[number]

const isString = (text: string) => text.startsWith('"')
const isNested = (text: string) => text.startsWith('{') || text.startsWith('[')

const digitsOf = (text: string): string | undefined => {
  if (text === 'true') return '1'
  if (text === 'false') return '0'
  return isNested(text) ? undefined : decimalText(plainText(text))
}

const toInteger = (text: string): string | undefined => {
  const [, whole] = /^(-?\d+)(?:\.0*)?$/.exec(digitsOf(text) ?? '') ?? []
  return whole === '-0' ? '0' : whole
}

const toNumber = (text: string): string | undefined => {
  const isNumber = !isString(text) && !isNested(text) && text !== 'true' && text !== 'false'
  return isNumber && digitsOf(text) !== undefined ? text : digitsOf(text)
}

const toDecimal = (text: string): string | undefined => {
  const digits = digitsOf(text)
  return digits === undefined ? undefined : `"${digits}"`
}

const toBoolean = (text: string): string | undefined => {
  if (isNested(text)) return undefined
  const word = plainText(text).trim()
  if (/^(?:true|t|yes|y|on|1)$/i.test(word)) return 'true'
  return /^(?:false|f|no|n|off|0)$/i.test(word) ? 'false' : undefined
}

const toDateTime = (text: string): string | undefined => {
  const time = isString(text) ? dateTimeText(plainText(text)) : undefined
  return time === undefined ? undefined : `"${time}"`
}

const casts: Readonly<
  Record<CastType, { type: Change['type']; to(text: string): string | undefined }>
> = {
  string: {
    type: { type: 'string' },
    to: (text) => (isString(text) ? text : JSON.stringify(text)),
  },
  integer: { type: { type: 'integer' }, to: toInteger },
  number: { type: { type: 'number' }, to: toNumber },
  boolean: { type: { type: 'boolean' }, to: toBoolean },
  'date-time': { type: { type: 'string', format: 'date-time' }, to: toDateTime },
  'decimal-string': { type: { type: 'string' }, to: toDecimal },
}

/**
 * Makes values into another type, to the last digit.
 *
 * @example
 * cast('decimal-string').apply('1e3') // '"1000"'
 */
export function cast(name: CastType): Change {
  const { type, to } = casts[name]
  return {
    type,
    apply(text) {
      const result = to(text)
      if (result === undefined) throw new ValueError(`it cannot be read as ${name}`)
      return result
    },
  }
}
