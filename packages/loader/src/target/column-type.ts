import type { JsonSchema } from '@descant/sdk'

/** The PostgreSQL types that values of a stream are kept in, as `format_type` writes them. */
export type ColumnType =
  | 'bigint'
  | 'numeric'
  | 'boolean'
  | 'text'
  | 'date'
  | 'timestamp with time zone'
  | 'jsonb'

const largestBigint = 2 ** 63

const typesByFormat: Readonly<Record<string, ColumnType>> = {
  'date-time': 'timestamp with time zone',
  date: 'date',
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The type of a column for the values that a JSON Schema allows. What one type holds exactly gets
 * that; objects, arrays and unions that none holds are kept as they are, in `jsonb`.
 *
 * @example
 *   columnTypeOf({ type: ['null', 'string'], format: 'date-time' }) // 'timestamp with time zone'
 *   columnTypeOf({ type: ['integer', 'string'] }) // 'jsonb'
 */
export function columnTypeOf(schema: unknown): ColumnType {
  const types = typesOf(schema)
  const [first = 'jsonb', ...others] = types
  return others.reduce(unionOf, first)
}

/** The type that holds the values of either, without changing them. */
function unionOf(one: ColumnType, other: ColumnType): ColumnType {
  if (one === other) return one
  const isOneOf = (...types: ColumnType[]) => types.includes(one) && types.includes(other)
  if (isOneOf('bigint', 'numeric')) return 'numeric'
  if (isOneOf('text', 'date', 'timestamp with time zone')) return 'text'
  return 'jsonb'
}

function typesOf(schema: unknown): ColumnType[] {
  if (!isSchema(schema)) return ['jsonb']
  const named = asList(schema.type).filter((type) => type !== 'null')
  const alternatives = [...asList(schema.anyOf), ...asList(schema.oneOf)].filter(
    (own) => !isSchema(own) || own.type !== 'null',
  )
  if (named.length > 0) return named.map((type) => typeOfName(String(type), schema))
  if (alternatives.length > 0) return alternatives.flatMap(typesOf)
  const values = 'const' in schema ? [schema.const] : asList(schema.enum)
  return values.filter((value) => value !== null).map(typeOfValue)
}

function typeOfName(name: string, schema: JsonSchema): ColumnType {
  if (name === 'integer') return isWithinBigint(schema) ? 'bigint' : 'numeric'
  if (name === 'number') return 'numeric'
  if (name === 'boolean') return 'boolean'
  if (name === 'string') return typesByFormat[String(schema.format)] ?? 'text'
  return 'jsonb'
}

const isWithinBigint = ({ minimum, maximum }: JsonSchema) =>
  !(Number(minimum) < -largestBigint || Number(maximum) >= largestBigint)

function typeOfValue(value: unknown): ColumnType {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'number' ? 'numeric' : 'jsonb'
}

const ownTypes: ReadonlySet<string> = new Set<ColumnType>([
  'bigint',
  'numeric',
  'boolean',
  'text',
  'date',
  'timestamp with time zone',
  'jsonb',
])

/**
 * The type that a column must have so that it holds what is in it and what comes: wider where needed,
 * never narrower. A type that someone else has chosen stays, and the server converts to it.
 */
export function evolvedType(existing: string, wanted: ColumnType): string {
  if (existing === wanted || !ownTypes.has(existing)) return existing
  const types = [existing as ColumnType, wanted]
  if (types.includes('date') && types.includes('timestamp with time zone')) {
    return 'timestamp with time zone'
  }
  if (types.includes('jsonb')) return 'jsonb'
  return types.every((type) => type === 'bigint' || type === 'numeric') ? 'numeric' : 'text'
}

/** An expression of one type as another, without a loss. */
export function converted(expression: string, from: string, to: string): string {
  if (from === to) return expression
  if (to === 'jsonb') return `to_jsonb(${expression})`
  // As JSON writes it, which is how a tap would have.
  if (to === 'text') return `to_jsonb(${expression}) #>> '{}'`
  // Assigned, a text that is too long is refused; cast, it would be cut in silence.
  return /^character/.test(to) ? expression : `${expression}::${to}`
}
