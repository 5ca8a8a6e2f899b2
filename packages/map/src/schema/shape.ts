import type { SchemaMessage } from '@descant/sdk'
import { type Field, readFields } from '../json/fields.ts'
import { namesIn } from './object-schema.ts'

/** What the records of a stream look like between two steps of a mapping. */
export interface Shape {
  /** The JSON text of each field's schema, in order. */
  readonly properties: ReadonlyMap<string, Field>
  /** Whether the schema tells its fields at all; `{}` is a valid schema. */
  readonly isDeclared: boolean
  readonly required: ReadonlySet<string>
  readonly keyProperties: readonly string[]
  readonly bookmarkProperties: readonly string[]
  /** Keys that a step took away, or made useless as keys. */
  readonly lostKeys: readonly string[]
  /** The JSON text of the whole schema as the tap sent it, for its references. */
  readonly root: string
}

/**
 * Reads the shape of a stream's records as the tap sends them.
 *
 * @param schema The JSON text of the schema in `message`.
 */
export function readShape(message: SchemaMessage, schema: string): Shape {
  const fields = readFields(schema)
  const properties = fields.get('properties')?.text
  return {
    properties: properties?.startsWith('{') ? readFields(properties) : new Map(),
    isDeclared: properties !== undefined,
    required: new Set(namesIn(fields.get('required')?.text)),
    keyProperties: message.keyProperties,
    bookmarkProperties: message.bookmarkProperties,
    lostKeys: [],
    root: schema,
  }
}
