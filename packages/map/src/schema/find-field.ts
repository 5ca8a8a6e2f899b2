import { readFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import { deepestChoice } from './null-in-schema.ts'
import { resolveReference } from './resolve-reference.ts'
import type { Shape } from './shape.ts'

/** Whether a schema has the field that a path leads to; what it does not tell may be there. */
const has = (text: string, path: readonly string[], root: string, depth = 0): boolean => {
  const [name, ...rest] = path
  const resolved = resolveReference(text, root)
  if (name === undefined || depth > deepestChoice || !resolved.startsWith('{')) return true
  const fields = readFields(resolved)
  const properties = fields.get('properties')?.text
  const items = fields.get('items')?.text
  const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => {
    const list = fields.get(keyword)?.text
    return list?.startsWith('[') ? readItems(list) : []
  })
  if (properties?.startsWith('{')) {
    const property = readFields(properties).get(name)
    return property !== undefined && has(property.text, rest, root)
  }
  if (items?.startsWith('{')) return has(items, path, root, depth + 1)
  const objects = alternatives.filter((alternative) => alternative !== '{"type":"null"}')
  const inObject = (alternative: string) => has(alternative, path, root, depth + 1)
  return objects.length === 0 || objects.some(inObject)
}

/** Whether a stream has the field that a path leads to, as far as its schema tells. */
export function hasField(shape: Shape, path: readonly string[]): boolean {
  const [name, ...rest] = path
  if (!shape.isDeclared || name === undefined) return true
  const property = shape.properties.get(name)
  return property !== undefined && has(property.text, rest, shape.root)
}

/**
 * The way to a field that the config names: a field of that very name, or else one within another,
 * with dots between the names: `customer.email`.
 */
export const pathTo = (shape: Shape, name: string): readonly string[] =>
  shape.properties.has(name) ? [name] : name.split('.')
