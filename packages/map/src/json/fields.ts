import { scanMembers } from '@descant/sdk'

/** A member of a JSON object, as text: whoever does not touch it hands it on byte for byte. */
export interface Field {
  /** Its name as it is written, quotes included. */
  readonly key: string
  /** The JSON text of its value. */
  readonly text: string
}

/** The members of a JSON object by name, in order. */
export type Fields = Map<string, Field>

/**
 * Cuts an object into its fields. Where a name stands twice the last value counts, in the first
 * one's place, as in `JSON.parse`.
 *
 * @param text The JSON text of an object.
 * @throws {ScanError} where it is not one.
 * @example
 * readFields('{"total": 10.10}').get('total') // { key: '"total"', text: '10.10' }
 */
export function readFields(text: string): Fields {
  const fields: Fields = new Map()
  scanMembers(text, (keyStart, keyEnd, valueStart, valueEnd) => {
    const key = text.slice(keyStart - 1, keyEnd + 1)
    const name = key.includes('\\') ? (JSON.parse(key) as string) : key.slice(1, -1)
    fields.set(name, { key, text: text.slice(valueStart, valueEnd) })
  })
  return fields
}

/** Puts an object together from its fields, without white space between them. */
export function writeFields(fields: ReadonlyMap<string, Field>): string {
  let text = ''
  for (const { key, text: value } of fields.values()) text += `,${key}:${value}`
  return `{${text.slice(1)}}`
}

/** A field of our own making. */
export const newField = (name: string, text: string): Field => ({ key: JSON.stringify(name), text })
