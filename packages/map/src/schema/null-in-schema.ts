import { newField, readFields, writeFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import { resolveReference } from './resolve-reference.ts'

const texts = (list: string | undefined): readonly string[] =>
  list?.startsWith('[') ? readItems(list) : list === undefined ? [] : [list]

/** Alternatives within alternatives, and lists within lists, deeper than this refer to themselves. */
export const deepestChoice = 10

/**
 * Whether a schema lets null through.
 *
 * @param text The JSON text of a schema.
 * @param root The JSON text of the whole document, for its references.
 */
export function allowsNull(text: string, root: string, depth = 0): boolean {
  const resolved = resolveReference(text, root)
  if (depth > deepestChoice || !resolved.startsWith('{')) return resolved !== 'false'
  const fields = readFields(resolved)
  const allows = (schema: string) => allowsNull(schema, root, depth + 1)
  const of = (keyword: string) => texts(fields.get(keyword)?.text)
  if (fields.has('type') && !of('type').includes('"null"')) return false
  if (fields.has('enum') && !of('enum').includes('null')) return false
  if (fields.has('const') && fields.get('const')?.text !== 'null') return false
  return (
    (!fields.has('anyOf') || of('anyOf').some(allows)) &&
    (!fields.has('oneOf') || of('oneOf').some(allows)) &&
    of('allOf').every(allows)
  )
}

/** The same schema, but one that lets null through: as a `type` where it can, since many targets read no more. */
export function withNull(text: string, root: string): string {
  if (allowsNull(text, root)) return text
  const resolved = resolveReference(text, root)
  if (resolved.startsWith('{')) {
    const fields = readFields(resolved)
    for (const keyword of ['type', 'enum', 'anyOf']) {
      const field = fields.get(keyword)
      if (!field) continue
      const entry = { type: '"null"', enum: 'null', anyOf: '{"type":"null"}' }[keyword] as string
      const present = texts(field.text)
      if (!present.includes(entry)) {
        fields.set(keyword, newField(keyword, `[${[...present, entry].join(',')}]`))
      }
    }
    const wider = writeFields(fields)
    if (allowsNull(wider, root)) return wider
  }
  return `{"anyOf":[${text},{"type":"null"}]}`
}
