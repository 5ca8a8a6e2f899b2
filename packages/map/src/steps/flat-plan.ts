import { type Field, newField } from '../json/fields.ts'
import { withNull } from '../schema/null-in-schema.ts'
import { readObjectSchema } from '../schema/object-schema.ts'
import type { Shape } from '../schema/shape.ts'
import { stringsForNested } from '../schema/strings-for-nested.ts'
import { flatName } from './flat-name.ts'

/** How objects are flattened, as the config says. */
export interface Flattening {
  readonly separator: string
  /** How many levels of objects are taken apart. */
  readonly maxDepth: number
  /** In bytes. */
  readonly maxKeyLength: number
  /** What becomes of lists, and of objects that are not taken apart. */
  readonly nested: 'string' | 'keep'
}

/** A field that is taken apart into the fields within it, or is one of the flat record. */
export interface FlatNode {
  /** The names on the way to it, joined, before they are cut. */
  readonly path: string
  /** As it stands in a flat record, and the same as JSON. */
  readonly name: string
  readonly key: string
  /** Absent where it is not taken apart. */
  readonly children?: ReadonlyMap<string, FlatNode>
}

/** A field of the flat record. */
export interface FlatField {
  readonly path: string
  readonly name: string
  readonly field: Field
  readonly isRequired: boolean
}

/** A stream's flat fields, and the way from a record to them. */
export interface FlatPlan {
  readonly nodes: ReadonlyMap<string, FlatNode>
  /** In order. A name may stand twice, which the caller refuses. */
  readonly fields: readonly FlatField[]
}

interface Place {
  readonly path: string
  readonly depth: number
  readonly isRequired: boolean
  readonly mayBeNull: boolean
}

/** Plans how the objects of a stream become flat fields. */
export function planFlattening({ properties, required, root }: Shape, how: Flattening): FlatPlan {
  const fields: FlatField[] = []
  const leaf = (field: Field, name: string, { path, isRequired, mayBeNull }: Place): FlatNode => {
    const text = how.nested === 'string' ? stringsForNested(field.text, root) : field.text
    const flat = { ...field, text: mayBeNull ? withNull(text, root) : text }
    fields.push({ path, name, field: flat, isRequired })
    return { path, name, key: flat.key }
  }
  const visit = (field: Field, place: Place): FlatNode => {
    const { path, depth, isRequired, mayBeNull } = place
    const name = depth === 0 ? path : flatName(path, how.maxKeyLength)
    const own = depth === 0 ? field : newField(name, field.text)
    const object = depth < how.maxDepth ? readObjectSchema(field.text, root) : undefined
    if (object === undefined) return leaf(own, name, place)
    const children = new Map<string, FlatNode>()
    for (const [child, schema] of object.properties) {
      const childPlace = {
        path: `${path}${how.separator}${child}`,
        depth: depth + 1,
        isRequired: isRequired && object.required.has(child),
        mayBeNull: mayBeNull || object.isNullable,
      }
      children.set(child, visit(schema, childPlace))
    }
    return { path, name, key: own.key, children }
  }
  const nodes = new Map<string, FlatNode>()
  for (const [name, field] of properties) {
    const isRequired = required.has(name)
    nodes.set(name, visit(field, { path: name, depth: 0, isRequired, mayBeNull: false }))
  }
  return { nodes, fields }
}
