import type { JsonSchema } from '@descant/sdk'
import type { FieldDescribe } from './describe.ts'

/** How a value is written, whichever API it came from. */
export type FieldKind =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'datetime'
  | 'time'
  | 'literal'
  | 'base64'
  | 'compound'

const kinds: Readonly<Record<string, FieldKind>> = {
  boolean: 'boolean',
  int: 'integer',
  long: 'decimal',
  double: 'decimal',
  currency: 'decimal',
  percent: 'decimal',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  base64: 'base64',
  address: 'compound',
  location: 'compound',
  anyType: 'literal',
  calculated: 'literal',
  json: 'literal',
  complexvalue: 'literal',
}

/** The kind of a describe type; types that are not known are text, as most are. */
export const fieldKind = (type: string): FieldKind =>
  Object.hasOwn(kinds, type) ? (kinds[type] as FieldKind) : 'text'

const schemas: Readonly<Record<Exclude<FieldKind, 'compound'>, JsonSchema>> = {
  text: { type: ['null', 'string'] },
  boolean: { type: ['null', 'boolean'] },
  integer: { type: ['null', 'integer'] },
  // Readers take JSON numbers through a double, which would round it.
  decimal: { type: ['null', 'string'], format: 'singer.decimal' },
  date: { type: ['null', 'string'], format: 'date' },
  datetime: { type: ['null', 'string'], format: 'date-time' },
  time: { type: ['null', 'string'], format: 'time' },
  literal: { type: ['null', 'string'] },
  base64: { type: ['null', 'string'], contentEncoding: 'base64' },
}

/**
 * The JSON Schema of a field that is not compound. The length of a text is told where it is the
 * length of what is stored; formulas and rich text can be longer than they say.
 */
export function fieldSchema(field: FieldDescribe): JsonSchema {
  const kind = fieldKind(field.type)
  if (kind === 'compound') throw new TypeError(`${field.name} is compound`)
  const { length = 0, calculated, htmlFormatted } = field
  const isBounded = kind === 'text' && length > 0 && !calculated && !htmlFormatted
  return isBounded ? { ...schemas.text, maxLength: length } : schemas[kind]
}
