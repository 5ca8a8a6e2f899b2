import { type Field, readFields } from '../json/fields.ts'
import { readItems } from '../json/items.ts'
import { allowsNull, deepestChoice } from './null-in-schema.ts'
import { resolveReference } from './resolve-reference.ts'

/** What a schema says of the fields of an object. */
export interface ObjectSchema {
  /** The JSON text of each field's schema. */
  readonly properties: ReadonlyMap<string, Field>
  readonly required: ReadonlySet<string>
  readonly isNullable: boolean
}

/** The names in a JSON array of strings; empty where it is anything else. */
export function namesIn(text: string | undefined): readonly string[] {
  const value: unknown = text === undefined ? [] : JSON.parse(text)
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}

const isNullSchema = (text: string) => {
  const type = text.startsWith('{') ? readFields(text).get('type')?.text : undefined
  return type === '"null"' || type === '["null"]'
}

const mayBeOther = (type: string | undefined): boolean =>
  type !== undefined &&
  [JSON.parse(type)].flat().some((name) => name !== 'object' && name !== 'null')

/**
 * Reads a schema as that of an object with known fields, also where it stands behind a `$ref` or
 * beside null in an `anyOf`.
 *
 * @returns undefined where the values may be something else than objects, or its fields are not told.
 */
export function readObjectSchema(text: string, root: string, depth = 0): ObjectSchema | undefined {
  const resolved = resolveReference(text, root)
  if (depth > deepestChoice || !resolved.startsWith('{')) return undefined
  const fields = readFields(resolved)
  const properties = fields.get('properties')?.text
  if (properties?.startsWith('{')) {
    if (mayBeOther(fields.get('type')?.text)) return undefined
    return {
      properties: readFields(properties),
      required: new Set(namesIn(fields.get('required')?.text)),
      isNullable: allowsNull(resolved, root),
    }
  }
  const alternatives = fields.get('anyOf')?.text ?? fields.get('oneOf')?.text
  if (!alternatives?.startsWith('[')) return undefined
  const objects = readItems(alternatives).filter((alternative) => !isNullSchema(alternative))
  const [only, another] = objects
  if (only === undefined || another !== undefined) return undefined
  const object = readObjectSchema(only, root, depth + 1)
  return object && { ...object, isNullable: allowsNull(resolved, root) }
}
