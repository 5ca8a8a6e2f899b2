import { type Fields, readFields, writeFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import type { FieldTree } from './field-tree.ts'

const inText = (text: string, tree: FieldTree): string => {
  if (tree.change) return text === 'null' ? text : tree.change.apply(text)
  if (tree.children.size === 0) return text
  if (text.startsWith('{')) return writeFields(changeFields(readFields(text), tree))
  if (text.startsWith('[')) {
    return `[${readItems(text)
      .map((item) => inText(item, tree))
      .join(',')}]`
  }
  return text
}

/**
 * Drops and changes the fields of a record, in place. A path goes through lists, item by item; what
 * it does not lead to keeps its bytes.
 */
export function changeFields(fields: Fields, tree: FieldTree): Fields {
  for (const [name, child] of tree.children) {
    const field = fields.get(name)
    if (field && tree.keeps(name)) fields.set(name, { ...field, text: inText(field.text, child) })
    else if (field) fields.delete(name)
  }
  if (tree.isSelective) {
    for (const name of fields.keys()) if (!tree.keeps(name)) fields.delete(name)
  }
  return fields
}
