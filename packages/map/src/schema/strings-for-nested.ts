import { newField, readFields, writeFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import { changedSchema } from './changed-schema.ts'
import { deepestChoice } from './null-in-schema.ts'
import { resolveReference } from './resolve-reference.ts'

const isNested = (type: unknown) => type === 'object' || type === 'array'

/**
 * The schema of values whose lists and objects have become strings of JSON.
 *
 * @example
 * stringsForNested('{"type":["null","array"],"items":{}}', root) // '{"type":["string","null"]}'
 */
export function stringsForNested(text: string, root: string, depth = 0): string {
  const resolved = resolveReference(text, root)
  if (depth > deepestChoice || !resolved.startsWith('{')) return text
  const fields = readFields(resolved)
  const list = (fields.get('anyOf') ?? fields.get('oneOf'))?.text
  if (list?.startsWith('[')) {
    const alternatives = readItems(list)
    const flat = alternatives.map((one) => stringsForNested(one, root, depth + 1))
    if (flat.every((alternative, index) => alternative === alternatives[index])) return text
    // Two alternatives may be strings now, which oneOf would refuse.
    fields.delete('oneOf')
    fields.set('anyOf', newField('anyOf', `[${flat.join(',')}]`))
    return writeFields(fields)
  }
  const type = fields.get('type')?.text
  const types: readonly string[] = type === undefined ? [] : [JSON.parse(type)].flat()
  if (!types.some(isNested)) return text
  const others = types.filter((name) => !isNested(name) && name !== 'null')
  return changedSchema(text, { type: ['string', ...others] }, root, false)
}
