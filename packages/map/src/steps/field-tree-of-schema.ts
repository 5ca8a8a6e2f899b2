import { type Field, newField, readFields, writeFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import { changedSchema } from '../schema/changed-schema.ts'
import { deepestChoice } from '../schema/null-in-schema.ts'
import { namesIn } from '../schema/object-schema.ts'
import { resolveReference } from '../schema/resolve-reference.ts'
import type { FieldTree } from './field-tree.ts'

/** What is needed to rewrite the schemas within a schema. */
export interface SchemaContext {
  /** The JSON text of the whole schema, for its references. */
  readonly root: string
  readonly mayBecomeNull: boolean
}

const inSchema = (text: string, tree: FieldTree, context: SchemaContext, depth = 0): string => {
  const { change, children } = tree
  if (change) return changedSchema(text, change.type, context.root, context.mayBecomeNull)
  const resolved = resolveReference(text, context.root)
  if (children.size === 0 || depth > deepestChoice || !resolved.startsWith('{')) return text
  const fields = readFields(resolved)
  const within = (schema: string) => inSchema(schema, tree, context, depth + 1)
  const properties = fields.get('properties')?.text
  if (properties?.startsWith('{')) {
    const changed = changeProperties(readFields(properties), tree, context)
    fields.set('properties', newField('properties', writeFields(changed)))
  }
  const required = fields.get('required')?.text
  if (required !== undefined) {
    const kept = namesIn(required).filter((name) => tree.keeps(name))
    fields.set('required', newField('required', JSON.stringify(kept)))
  }
  const items = fields.get('items')?.text
  if (items !== undefined) fields.set('items', newField('items', within(items)))
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const list = fields.get(keyword)?.text
    if (!list?.startsWith('[')) continue
    fields.set(keyword, newField(keyword, `[${readItems(list).map(within).join(',')}]`))
  }
  return writeFields(fields)
}

/** Rewrites the schemas of fields to match what becomes of the fields; the given ones stay. */
export function changeProperties(
  properties: ReadonlyMap<string, Field>,
  tree: FieldTree,
  context: SchemaContext,
): Map<string, Field> {
  const changed = new Map<string, Field>()
  for (const [name, field] of properties) {
    if (!tree.keeps(name)) continue
    const child = tree.children.get(name)
    const text = child ? inSchema(field.text, child, context) : field.text
    changed.set(name, { ...field, text })
  }
  return changed
}
