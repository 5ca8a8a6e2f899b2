import type { ColumnType } from '../column-type.ts'
import type { Field } from './binary-row.ts'
import { numericOf } from './numeric.ts'
import { daysTo, microsTo } from './timestamp.ts'

const quote = 34
const letterN = 110

/** Of the form that `jsonb` is sent in. */
const jsonbVersion = Buffer.from([1])

/** The value of a JSON string; `text` is its JSON, with the quotes. NUL characters are left out. */
function unquoted(text: string): string {
  if (!text.includes('\\')) return text.slice(1, -1)
  const value = JSON.parse(text) as string
  return value.includes('\0') ? value.replaceAll('\0', '') : value
}

/** The escapes of JSON that jsonb does not take: a NUL is left out, half a pair becomes U+FFFD. */
const jsonEscape = /\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|u0000|.)/gs
const cleanJson = (json: string): string =>
  /\\u(?:0000|[dD][89a-fA-F])/.test(json)
    ? json.replace(jsonEscape, (sequence) => {
        if (sequence === '\\u0000') return ''
        return /^\\u[dD][89a-fA-F]..$/.test(sequence) ? '\\ufffd' : sequence
      })
    : json

const fourBytes = (number: number | undefined): Buffer | undefined => {
  if (number === undefined) return undefined
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(number)
  return bytes
}

const eightBytes = (number: bigint | undefined): Buffer | undefined => {
  if (number === undefined || BigInt.asIntN(64, number) !== number) return undefined
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(number)
  return bytes
}

/** Whole numbers may be written as `1.0` or `1e3`. */
function wholeNumber(text: string): bigint | undefined {
  if (/^-?\d+$/.test(text)) return BigInt(text)
  const isNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
  return isNumber && Number.isInteger(Number(text)) ? BigInt(Number(text)) : undefined
}

const booleans = new Map([
  ['true', Buffer.from([1])],
  ['false', Buffer.from([0])],
])

/** How a value is made of its text, by the type of its column; undefined where it is none. */
const fieldsByType: Readonly<Record<ColumnType, (text: string) => Buffer | undefined>> = {
  bigint: (text) => eightBytes(wholeNumber(text)),
  numeric: numericOf,
  boolean: (text) => booleans.get(text),
  text: (text) => Buffer.from(text),
  date: (text) => fourBytes(daysTo(text)),
  'timestamp with time zone': (text) => eightBytes(microsTo(text)),
  jsonb: (json) => Buffer.concat([jsonbVersion, Buffer.from(cleanJson(json))]),
}

/**
 * A JSON value as a field of a binary `COPY`, made of its own text and not of what was parsed: so every
 * digit stays, and what is nested is taken as it stands.
 *
 * @returns Undefined where the type has no such value that is known here: the server may read it
 * @example
 *   binaryField('9007199254740993', 'bigint') // <Buffer 00 20 00 00 00 00 00 01>
 */
export function binaryField(json: string, type: ColumnType): Field | undefined {
  const first = json.charCodeAt(0)
  if (first === letterN) return null
  const isText = first === quote && type !== 'jsonb'
  return fieldsByType[type](isText ? unquoted(json) : json)
}

/** The type that holds a value which another type does not: a larger number, or else a text. */
export const looserType = (json: string, type: ColumnType): ColumnType =>
  type === 'bigint' && numericOf(json) !== undefined && wholeNumber(json) !== undefined
    ? 'numeric'
    : 'text'
