import { ValueError } from '../value-error.ts'
import { ExactNumber, isExact } from './exact-number.ts'
import { readFields } from './fields.ts'
import { readItems } from './items.ts'

/** A parsed JSON Schema, or nothing where none is known. */
export type KnownSchema = Readonly<Record<string, unknown>> | undefined

const deepest = 200

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const isSchema = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const alternativesOf = (schema: KnownSchema): readonly KnownSchema[] =>
  [schema?.anyOf, schema?.oneOf, schema?.allOf].flat().filter(isSchema)

const typesOf = (schema: KnownSchema): readonly unknown[] => [
  ...[schema?.type].flat(),
  ...alternativesOf(schema).flatMap(typesOf),
]

const schemaOf = (schema: KnownSchema, name: string): KnownSchema => {
  const { properties } = schema ?? {}
  if (isSchema(properties) && Object.hasOwn(properties, name)) {
    const property = properties[name]
    return isSchema(property) ? property : undefined
  }
  for (const alternative of alternativesOf(schema)) {
    const found = schemaOf(alternative, name)
    if (found) return found
  }
  return undefined
}

const itemsOf = (schema: KnownSchema): KnownSchema => {
  if (isSchema(schema?.items)) return schema.items
  return alternativesOf(schema).map(itemsOf).find(isSchema)
}

const readNumber = (text: string, schema: KnownSchema): unknown => {
  if (!numberText.test(text)) throw new SyntaxError('a number is not JSON')
  const types = typesOf(schema)
  const isWhole = /^-?\d+$/.test(text)
  if (isWhole && !types.includes('number')) return BigInt(text)
  if (!isExact(text)) return new ExactNumber(text)
  const number = Number(text)
  return types.includes('integer') && !types.includes('number') && Number.isInteger(number)
    ? BigInt(number)
    : number
}

/**
 * The value of a JSON text, to the last digit: objects are Maps, whole numbers bigints, others
 * doubles, and an {@link ExactNumber} where a double would round. What a schema calls a `number` is
 * never a bigint, however it is written, so that a result does not hang on how `5` is spelt.
 *
 * @throws {SyntaxError} where it is not JSON.
 * @throws {ValueError} where it is nested too deeply.
 */
export function readValue(text: string, schema?: KnownSchema, depth = 0): unknown {
  if (depth > deepest) throw new ValueError(`it is nested more than ${deepest} levels deep`)
  const first = text[0]
  if (first === '{') {
    const values = new Map<string, unknown>()
    for (const [name, field] of readFields(text)) {
      values.set(name, readValue(field.text, schemaOf(schema, name), depth + 1))
    }
    return values
  }
  if (first === '[') {
    const items = itemsOf(schema)
    return readItems(text).map((item) => readValue(item, items, depth + 1))
  }
  if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) {
    return readNumber(text, schema)
  }
  return JSON.parse(text)
}
