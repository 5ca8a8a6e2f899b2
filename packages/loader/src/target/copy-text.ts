import { scanMembers } from '@descant/sdk/packing'
import type { ColumnType } from './column-type.ts'

/** NULL, in the text format of `COPY`. */
export const copyNull = '\\N'

const quote = 34
const letterN = 110

/** @see https://www.postgresql.org/docs/current/sql-copy.html (text format) */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
}

/** A text as a field of `COPY`. */
export const copyEscape = (text: string): string =>
  /[\\\n\r\t\b\f]/.test(text)
    ? text.replace(/[\\\n\r\t\b\f]/g, (character) => escapes[character] ?? '')
    : text

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

/** Whole numbers may be written as `1.0` or `1e3`, which `bigint` does not read. */
const wholeNumber = (digits: string): string =>
  /^-?\d+$/.test(digits) ? digits : BigInt(Number(digits)).toString()

/** A JSON value as a field of `COPY` for a column of a type. */
function fieldOf(json: string, type: ColumnType): string {
  const first = json.charCodeAt(0)
  if (first === letterN) return copyNull
  if (type === 'jsonb') return copyEscape(cleanJson(json))
  if (first === quote) return copyEscape(unquoted(json))
  return type === 'bigint' ? wholeNumber(json) : copyEscape(json)
}

/** What columns a record's members go to. */
export interface RowShape {
  /** By the name of the property: the place in the row, and the type. */
  readonly places: ReadonlyMap<string, { readonly index: number; readonly type: ColumnType }>
  readonly width: number
}

/**
 * Reads the members of records into fields of `COPY`, from their JSON text and not from what was
 * parsed: so every digit stays, and what is nested is taken as it stands.
 *
 * @example
 *   const read = rowReader({ places: new Map([['id', { index: 0, type: 'bigint' }]]), width: 1 })
 *   read('{"id":9007199254740993}') // ['9007199254740993']
 */
export function rowReader(
  { places, width }: RowShape,
  onUnknown: (name: string) => void = () => {},
): (text: string) => readonly string[] {
  const fields = new Array<string>(width)
  let text = ''
  const visit = (keyStart: number, keyEnd: number, start: number, end: number) => {
    const key = text.slice(keyStart, keyEnd)
    const name = key.includes('\\') ? (JSON.parse(`"${key}"`) as string) : key
    const place = places.get(name)
    if (place) fields[place.index] = fieldOf(text.slice(start, end), place.type)
    else onUnknown(name)
  }
  return (record) => {
    fields.fill(copyNull)
    text = record
    scanMembers(record, visit)
    return fields
  }
}
