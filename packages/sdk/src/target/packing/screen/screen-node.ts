import type { JsonSchema } from '../../../schema/infer.ts'

/** Bits for the JSON types; a number written with a fraction or an exponent is a `number` alone. */
export const typeBits = {
  null: 1,
  boolean: 2,
  integer: 4,
  number: 8,
  string: 16,
  object: 32,
  array: 64,
} as const

const anyType = 127
/** Bit operations hold 32 bits, one of them the sign. */
const mostRequired = 31

/** A property that an object may have. */
export interface ScreenProperty {
  /** The key with its quotes. */
  readonly key: Buffer
  readonly node: ScreenNode
  /** Its bit among those that must be there; 0 where it need not be. */
  readonly bit: number
  /** What came after it in the last object: most often it does again. */
  next: ScreenProperty | undefined
}

/** What a value must be to be surely good. */
export interface ScreenNode {
  /** The types that are good. */
  readonly types: number
  /** The format of a string, where one is checked. */
  readonly format: string | undefined
  /** By the length of the key with its quotes. */
  readonly properties: ReadonlyMap<number, readonly ScreenProperty[]>
  first: ScreenProperty | undefined
  /** The bits of all properties that must be there. */
  readonly required: number
  /** For properties that are not named; undefined where nothing is known of them. */
  readonly additional: ScreenNode | undefined
  readonly items: ScreenNode
}

/** Any well-formed value. */
const any: ScreenNode = {
  types: anyType,
  format: undefined,
  properties: new Map(),
  first: undefined,
  required: 0,
  get additional() {
    return any
  },
  get items() {
    return any
  },
}

/** Nothing is known of these values: the validator must look. */
const unknown: ScreenNode = { ...any, types: 0, additional: any, items: any }

/** Keywords that are understood here, or say nothing of the value. A schema with another is unknown. */
const understood = new Set([
  ...['type', 'properties', 'required', 'items', 'additionalProperties', 'format'],
  ...['title', 'description', 'default', 'examples', 'multipleOf', '$comment', '$schema'],
])

const typesOf = (type: unknown): number => {
  if (type === undefined) return anyType
  let bits = 0
  for (const name of [type].flat()) {
    if (name === 'number') bits |= typeBits.number | typeBits.integer
    else bits |= typeBits[name as keyof typeof typeBits] ?? 0
  }
  return bits
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nodeOfMaybe = (schema: unknown): ScreenNode => {
  if (schema === undefined || schema === true) return any
  return isSchema(schema) ? screenNode(schema) : unknown
}

/**
 * Compiles a JSON Schema for {@link Screen}. What is not understood becomes a node that holds nothing
 * good, so that a screen never says more than the validator would.
 *
 * @param keys Properties that must be there whatever the schema says.
 */
export function screenNode(schema: JsonSchema, keys: readonly string[] = []): ScreenNode {
  const { type, properties = {}, required = [], items, additionalProperties, format } = schema
  const names = new Set([...(Array.isArray(required) ? required : []), ...keys])
  const isUnderstood =
    Object.keys(schema).every((keyword) => understood.has(keyword)) &&
    Array.isArray(required) &&
    isSchema(properties) &&
    names.size <= mostRequired
  // A name that every object inherits looks to the validator as if it were there.
  const all = [...new Set([...Object.keys(properties), ...names])]
  if (!isUnderstood || all.some((name) => name in {})) return unknown
  const additional = additionalProperties === false ? undefined : nodeOfMaybe(additionalProperties)
  const byLength = new Map<number, ScreenProperty[]>()
  let bits = 0
  for (const name of all) {
    const key = Buffer.from(JSON.stringify(name))
    const bit = names.has(name) ? 1 << [...names].indexOf(name) : 0
    bits |= bit
    const node = Object.hasOwn(properties, name)
      ? nodeOfMaybe((properties as Record<string, unknown>)[name])
      : (additional ?? unknown)
    const property = { key, node, bit, next: undefined }
    byLength.set(key.length, [...(byLength.get(key.length) ?? []), property])
  }
  return {
    types: typesOf(type),
    format: typeof format === 'string' ? format : undefined,
    properties: byLength,
    first: undefined,
    required: bits,
    additional,
    items: nodeOfMaybe(items),
  }
}
