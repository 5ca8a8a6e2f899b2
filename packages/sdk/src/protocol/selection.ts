import type { JsonSchema } from '../schema/infer.ts'
import type { CatalogEntry } from './catalog.ts'
import type { JsonObject } from './message.ts'

/** What of a stream is wanted. */
export interface Selection {
  readonly selected: boolean
  /** The stream's schema without the fields that are not wanted. */
  readonly schema: JsonSchema
  /** Whether a field is wanted, as `isSelected('lineItems', 'price')`; lists are passed through. */
  isSelected(...path: readonly string[]): boolean
  /** Takes the fields that are not wanted out of a record; absent where all are wanted. */
  readonly prune?: (record: JsonObject) => JsonObject
}

/** The fields to leave out: whole ones, or some of their own fields. */
interface Mask {
  readonly [field: string]: true | Mask
}

type FieldMetadata = ReadonlyMap<string, Readonly<Record<string, unknown>>>

const keyOf = (path: readonly string[]) => JSON.stringify(path)

/**
 * The names in a breadcrumb. Crumbs and names alternate, so that a field that is itself called
 * `properties` is a name; `items` levels are passed over, since some writers leave them out.
 */
const pathOf = (breadcrumb: readonly string[]): string[] => {
  const path: string[] = []
  for (let at = 0; at < breadcrumb.length; at++) {
    if (breadcrumb[at] === 'properties' && at + 1 < breadcrumb.length) {
      path.push(breadcrumb[at + 1] as string)
      at++
    }
  }
  return path
}

const fieldMetadata = (entry: CatalogEntry): FieldMetadata =>
  new Map((entry.metadata ?? []).map((item) => [keyOf(pathOf(item.breadcrumb)), item.metadata]))

/** The spec's own example writes booleans as strings. */
const flag = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') {
    const lower = value.toLowerCase()
    return lower === 'true' ? true : lower === 'false' ? false : undefined
  }
  return undefined
}

const streamSelected = (entry: CatalogEntry, metadata: FieldMetadata): boolean => {
  const legacy = flag(entry.schema.selected)
  const own = metadata.get(keyOf([]))
  if (own === undefined) return legacy ?? (entry.metadata ?? []).length === 0
  return flag(own.selected) ?? legacy ?? flag(own['selected-by-default']) ?? false
}

/** Whether a catalog asks for a stream. */
export const isStreamSelected = (entry: CatalogEntry): boolean =>
  streamSelected(entry, fieldMetadata(entry))

const fieldSelected = (schema: JsonSchema, own: Readonly<Record<string, unknown>>): boolean => {
  if (own.inclusion === 'unsupported') return false
  if (own.inclusion === 'automatic') return true
  return flag(own.selected) ?? flag(schema.selected) ?? flag(own['selected-by-default']) ?? true
}

/** The schema of the values within: an object's own, or those of a list's items. */
const withProperties = (schema: JsonSchema): JsonSchema =>
  schema.properties === undefined && schema.items ? withProperties(schema.items) : schema

const maskOf = (
  schema: JsonSchema,
  metadata: FieldMetadata,
  always: ReadonlySet<string>,
  path: readonly string[] = [],
): Mask => {
  const mask: Record<string, true | Mask> = {}
  for (const [name, field] of Object.entries(withProperties(schema).properties ?? {})) {
    const own = [...path, name]
    const wanted =
      (path.length === 0 && always.has(name)) ||
      fieldSelected(field, metadata.get(keyOf(own)) ?? {})
    if (!wanted) mask[name] = true
    else {
      const nested = maskOf(field, metadata, always, own)
      if (Object.keys(nested).length > 0) mask[name] = nested
    }
  }
  return mask
}

const pruneSchema = (schema: JsonSchema, mask: Mask): JsonSchema => {
  if (schema.properties === undefined) {
    return schema.items ? { ...schema, items: pruneSchema(schema.items, mask) } : schema
  }
  const properties = Object.entries(schema.properties)
    .filter(([name]) => mask[name] !== true)
    .map(([name, field]) => {
      const nested = mask[name]
      return [name, nested ? pruneSchema(field, nested as Mask) : field] as const
    })
  const { required, ...rest } = schema
  const kept = required?.filter((name) => mask[name] !== true) ?? []
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    // An empty list of required properties is no JSON Schema of draft 4.
    ...(kept.length > 0 ? { required: kept } : {}),
  }
}

const pruneValue = (value: unknown, mask: Mask): unknown => {
  if (Array.isArray(value)) return value.map((item) => pruneValue(item, mask))
  if (typeof value !== 'object' || value === null) return value
  return pruneRecord(value as JsonObject, mask)
}

const pruneRecord = (record: JsonObject, mask: Mask): JsonObject => {
  const kept: [string, unknown][] = []
  for (const [name, value] of Object.entries(record)) {
    const own = Object.hasOwn(mask, name) ? mask[name] : undefined
    if (own === true) continue
    kept.push([name, own ? pruneValue(value, own) : value])
  }
  return Object.fromEntries(kept)
}

const isMasked = (mask: Mask, path: readonly string[]): boolean => {
  let at: Mask = mask
  for (const name of path) {
    const own = Object.hasOwn(at, name) ? at[name] : undefined
    if (own === true) return true
    if (own === undefined) return false
    at = own
  }
  return false
}

/** Whether a catalog knows of a field; one that lists no fields at all is taken to know all. */
const isKnown = ({ properties }: JsonSchema, [name]: readonly string[]): boolean =>
  properties === undefined || name === undefined || Object.hasOwn(properties, name)

/**
 * Works out what of a stream is wanted. Fields are wanted unless something says no; keys and the
 * replication key always are; a field of a field that is left out is left out. A catalog that says
 * nothing at all of a stream wants it, metadata without `selected` does not. A field that the source
 * has and the catalog does not know is not wanted: its SCHEMA would not know it either.
 *
 * @param always Fields that cannot be left out: the key and the replication key.
 */
export function selectionOf(entry: CatalogEntry, always: readonly string[]): Selection {
  const metadata = fieldMetadata(entry)
  const mask = maskOf(entry.schema, metadata, new Set(always))
  const isWhole = Object.keys(mask).length === 0
  return {
    selected: streamSelected(entry, metadata),
    schema: isWhole ? entry.schema : pruneSchema(entry.schema, mask),
    isSelected: (...path) => isKnown(entry.schema, path) && !isMasked(mask, path),
    ...(isWhole ? {} : { prune: (record: JsonObject) => pruneRecord(record, mask) }),
  }
}
