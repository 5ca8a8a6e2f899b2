/** A JSON Schema as it was parsed. */
export type SchemaObject = Readonly<Record<string, unknown>>

/** What a schema says of the values at one place, in a form that two schemas can be compared by. */
export interface SchemaField {
  /** JSON Schema types, sorted; empty where any is allowed. `integer` goes into `number`. */
  readonly types: readonly string[]
  /** Whether the parent must have it. */
  readonly isRequired: boolean
  /** Formats of strings; empty where a string may be anything. */
  readonly formats: readonly string[]
  /** The values that are allowed, as JSON; undefined where the type alone decides. */
  readonly values: readonly string[] | undefined
  /** Bounds, by keyword. */
  readonly bounds: Readonly<Record<string, number | string>>
  /** Whether members that are not declared are refused. */
  readonly isClosed: boolean
  /** Whether members that are not declared are expected: a map. */
  readonly isOpen: boolean
}

const boundKeywords = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
] as const

/**
 * The fields of a schema by their path: a JSON pointer into the record, with `*` for the items of an
 * array; '' is the record itself. Alternatives (`anyOf`, `oneOf`) are taken together, `allOf` and
 * local `$ref`s are followed.
 */
export function schemaFields(schema: SchemaObject): ReadonlyMap<string, SchemaField> {
  const fields = new Map<string, SchemaField>()
  collect(schema, { root: schema, path: '', isRequired: false, depth: 0 }, fields)
  return fields
}

interface Place {
  readonly root: SchemaObject
  readonly path: string
  readonly isRequired: boolean
  readonly depth: number
}

/** Schemas that refer to themselves end here. */
const deepest = 24
/** Schemas that multiply their alternatives end here. */
const mostAlternatives = 64

function collect(schema: unknown, place: Place, fields: Map<string, SchemaField>): void {
  const { root, path, isRequired, depth } = place
  const alternatives = alternativesOf(schema, root, 0)
  if (alternatives.length === 0) return
  fields.set(path, { ...fieldOf(alternatives), isRequired })
  if (depth >= deepest) return
  const below = { root, depth: depth + 1 }
  const names = new Set(alternatives.flatMap(({ properties }) => Object.keys(object(properties))))
  for (const name of names) {
    const holders = alternatives.filter(({ properties }) => Object.hasOwn(object(properties), name))
    const member = anyOf(holders.map(({ properties }) => object(properties)[name]))
    const required = holders.every((holder) => list(holder.required).includes(name))
    collect(
      member,
      { ...below, path: `${path}/${pointerPart(name)}`, isRequired: required },
      fields,
    )
  }
  const items = alternatives.flatMap((one) => ('items' in one ? [one.items].flat() : []))
  if (items.length > 0) {
    collect(anyOf(items), { ...below, path: `${path}/*`, isRequired: false }, fields)
  }
}

const anyOf = (schemas: readonly unknown[]) =>
  schemas.length === 1 ? schemas[0] : { anyOf: schemas }

/** A schema as the plain schemas of which one must hold. */
function alternativesOf(schema: unknown, root: SchemaObject, depth: number): SchemaObject[] {
  if (schema === true) return [{}]
  if (typeof schema !== 'object' || schema === null || depth > deepest) return []
  const { $ref, anyOf, oneOf, allOf, ...own } = schema as SchemaObject
  const parts: SchemaObject[][] = [[own]]
  if (typeof $ref === 'string') parts.push(alternativesOf(resolved($ref, root), root, depth + 1))
  for (const all of list(allOf)) parts.push(alternativesOf(all, root, depth + 1))
  for (const some of [anyOf, oneOf]) {
    const each = list(some).flatMap((one) => alternativesOf(one, root, depth + 1))
    if (each.length > 0) parts.push(each)
  }
  return parts.reduce((left, right) =>
    left.flatMap((one) => right.map((other) => together(one, other))).slice(0, mostAlternatives),
  )
}

/** Two schemas that must both hold, as one. */
function together(one: SchemaObject, other: SchemaObject): SchemaObject {
  const both = { ...one, ...other }
  if ('properties' in one && 'properties' in other) {
    both.properties = { ...object(one.properties), ...object(other.properties) }
  }
  if ('required' in one && 'required' in other) {
    both.required = [...list(one.required), ...list(other.required)]
  }
  return both
}

function resolved(reference: string, root: SchemaObject): unknown {
  if (!reference.startsWith('#')) return true
  const parts = reference.slice(1).split('/').slice(1)
  return parts.reduce<unknown>((at, part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return Object.hasOwn(object(at), name) ? object(at)[name] : undefined
  }, root)
}

function fieldOf(alternatives: readonly SchemaObject[]): Omit<SchemaField, 'isRequired'> {
  const isAny = alternatives.some((one) => typesOf(one) === undefined)
  const types = isAny ? [] : [...new Set(alternatives.flatMap((one) => typesOf(one) ?? []))].sort()
  const strings = alternatives.filter((one) => typesOf(one)?.includes('string') ?? true)
  const hasFormats = strings.length > 0 && strings.every(({ format }) => typeof format === 'string')
  return {
    types: types.includes('number') ? types.filter((type) => type !== 'integer') : types,
    formats: hasFormats ? [...new Set(strings.map(({ format }) => String(format)))].sort() : [],
    values: alternatives.every(hasValues)
      ? [...new Set(alternatives.flatMap(valuesOf))].sort()
      : undefined,
    bounds: boundsOf(alternatives.filter((one) => !isNull(one))),
    isClosed: alternatives.some((one) => one.additionalProperties === false),
    isOpen: alternatives.some(isMap),
  }
}

function typesOf(schema: SchemaObject): string[] | undefined {
  if (typeof schema.type === 'string') return [schema.type]
  if (Array.isArray(schema.type)) return schema.type.map(String)
  if ('properties' in schema) return ['object']
  if ('const' in schema || 'enum' in schema) return [...new Set(literals(schema).map(typeOf))]
  return undefined
}

const isMap = ({ additionalProperties: more, patternProperties }: SchemaObject) =>
  more === true || typeof more === 'object' || patternProperties !== undefined

const isNull = (schema: SchemaObject) => typesOf(schema)?.every((type) => type === 'null') === true

/** A null among alternatives stands for itself. */
const hasValues = (schema: SchemaObject) => 'enum' in schema || 'const' in schema || isNull(schema)

const literals = (schema: SchemaObject): unknown[] =>
  'const' in schema ? [schema.const] : list(schema.enum)

const valuesOf = (schema: SchemaObject): string[] =>
  'enum' in schema || 'const' in schema
    ? literals(schema).map((value) => JSON.stringify(value))
    : ['null']

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** Bounds hold together where every alternative has the very same; else none is sure. */
function boundsOf(alternatives: readonly SchemaObject[]): SchemaField['bounds'] {
  const [first, ...rest] = alternatives
  if (first === undefined) return {}
  return Object.fromEntries(
    boundKeywords
      .filter((keyword) => ['number', 'string'].includes(typeof first[keyword]))
      .filter((keyword) => rest.every((one) => one[keyword] === first[keyword]))
      .map((keyword) => [keyword, first[keyword] as number | string]),
  )
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const object = (value: unknown): SchemaObject =>
  typeof value === 'object' && value !== null ? (value as SchemaObject) : {}

/** A name as a part of a JSON pointer (RFC 6901). */
export const pointerPart = (name: string): string =>
  name.replaceAll('~', '~0').replaceAll('/', '~1')
