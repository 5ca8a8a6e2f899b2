import type { JsonSchema } from '../../../schema/infer.ts'

/**
 * Bits for the JSON types; a number written with a fraction or an exponent is a `number` alone. They
 * and the formats are what `assembly/screen.ts` knows them by.
 */
const typeBits = {
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

/** The formats of strings that are looked at. */
const formatNumbers = { none: 0, 'date-time': 1, date: 2, unknown: 3 } as const

/** A property that an object may have. */
export interface ScreenProperty {
  readonly name: string
  readonly node: ScreenNode
  /** Its bit among those that must be there; 0 where it need not be. */
  readonly bit: number
}

/** What a value must be to be surely good. */
export interface ScreenNode {
  /** The types that are good. */
  readonly types: number
  /** One of {@link formatNumbers}. */
  readonly format: number
  /** The bits of all properties that must be there. */
  readonly required: number
  /** For properties that are not named; undefined where nothing is known of them. */
  readonly additional: ScreenNode | undefined
  readonly items: ScreenNode
  readonly properties: readonly ScreenProperty[]
}

/** Any well-formed value. */
const any: ScreenNode = {
  types: anyType,
  format: formatNumbers.none,
  required: 0,
  get additional() {
    return any
  },
  get items() {
    return any
  },
  properties: [],
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

const formatOf = (format: unknown): number => {
  if (format === 'date-time' || format === 'date') return formatNumbers[format]
  return format === 'time' ? formatNumbers.unknown : formatNumbers.none
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nodeOfMaybe = (schema: unknown): ScreenNode => {
  if (schema === undefined || schema === true) return any
  return isSchema(schema) ? screenNode(schema) : unknown
}

/**
 * Compiles a JSON Schema for a screen. What is not understood becomes a node
 * that holds nothing good, so that a screen never says more than the validator would.
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
  const bitOf = (name: string) => (names.has(name) ? 1 << [...names].indexOf(name) : 0)
  const nodeOf = (name: string): ScreenNode => {
    if (!Object.hasOwn(properties, name)) return additional ?? unknown
    return nodeOfMaybe((properties as Record<string, unknown>)[name])
  }
  return {
    types: typesOf(type),
    format: formatOf(format),
    required: [...names].reduce((bits, name) => bits | bitOf(name), 0),
    additional,
    items: nodeOfMaybe(items),
    properties: all.map((name) => ({ name, node: nodeOf(name), bit: bitOf(name) })),
  }
}
