import { readFields, writeFields } from '../json/fields.ts'
import { allowsNull } from './null-in-schema.ts'
import { resolveReference } from './resolve-reference.ts'

/** What values are after a change. */
export interface ChangedType {
  readonly type: string | readonly string[]
  readonly format?: string
}

const words = ['title', 'description']

/**
 * The schema of a field whose values become of another type: what a person reads of it stays, null
 * stays possible where it was.
 *
 * @param text The JSON text of its schema so far.
 * @example
 * changedSchema('{"type":["null","integer"],"minimum":0}', { type: 'string' }, root)
 * // '{"type":["string","null"]}'
 */
export function changedSchema(
  text: string,
  { type, format }: ChangedType,
  root: string,
  mayBecomeNull: boolean,
): string {
  const resolved = resolveReference(text, root)
  const old = resolved.startsWith('{') ? readFields(resolved) : new Map()
  const isNullable = mayBecomeNull || allowsNull(text, root)
  const types = [...new Set([type, isNullable ? 'null' : []].flat())]
  const changed = readFields(
    JSON.stringify({ type: types.length === 1 ? types[0] : types, ...(format ? { format } : {}) }),
  )
  for (const word of words) {
    const field = old.get(word)
    if (field) changed.set(word, field)
  }
  return writeFields(changed)
}
