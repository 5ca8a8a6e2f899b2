import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeChange, diffSchemas, isBreaking } from './diff-schemas.ts'
import type { SchemaObject } from './schema-field.ts'

const diff = (
  before: SchemaObject,
  after: SchemaObject,
  keys: [string[], string[]] = [['id'], ['id']],
) =>
  diffSchemas(
    { schema: before, keyProperties: keys[0] },
    { schema: after, keyProperties: keys[1] },
  ).map(describeChange)

/** A record of one field. */
const one = (total: unknown, more: object = {}) => ({
  type: 'object',
  properties: { total },
  ...more,
})
const text = { type: 'string' }
const nullable = { type: ['null', 'string'] }

test.each<[string, SchemaObject, SchemaObject, string[]]>([
  ['nothing', one(text), one(text), []],
  ['words alone', one(text), one({ ...text, description: 'd', title: 't', default: 'x' }), []],
  ['the order of types', one(nullable), one({ type: ['string', 'null'] }), []],
  [
    'a new field',
    one(text),
    { properties: { total: text, b: nullable } },
    ['+ /b: null or string'],
  ],
  ['a field that went', { properties: { total: text, b: text } }, one(text), ['- /b: string']],
  [
    'a field below',
    one({ properties: { a: text } }),
    one({ properties: {} }),
    ['- /total/a: string'],
  ],
  ['all below a new field', one(text), one(text), []],
  ['no longer null', one(nullable), one(text), ['! /total: null or string -> string (narrowed)']],
  ['null as well', one(text), one(nullable), ['~ /total: string -> null or string (widened)']],
  ['another type', one(text), one({ type: 'integer' }), ['! /total: string -> integer (narrowed)']],
  [
    'integer to number',
    one({ type: 'integer' }),
    one({ type: 'number' }),
    ['~ /total: integer -> number (widened)'],
  ],
  [
    'number to integer',
    one({ type: 'number' }),
    one({ type: 'integer' }),
    ['! /total: number -> integer (narrowed)'],
  ],
  ['anything to a type', one({}), one(text), ['! /total: anything -> string (narrowed)']],
  [
    'a format',
    one(text),
    one({ ...text, format: 'date' }),
    ['! /total: string -> string (date) (narrowed)'],
  ],
  [
    'no format',
    one({ ...text, format: 'date' }),
    one(text),
    ['~ /total: string (date) -> string (widened)'],
  ],
  [
    'a date or any text, as field taps write it',
    one({ ...text, format: 'date-time' }),
    one({ anyOf: [{ ...text, format: 'date-time' }, text] }),
    ['~ /total: string (date-time) -> string (widened)'],
  ],
  ['anyOf for null', one(nullable), one({ anyOf: [{ type: 'null' }, text] }), []],
  [
    'more values',
    one({ enum: ['a'] }),
    one({ enum: ['a', 'b'] }),
    ['~ /total: string of "a" -> string of "a", "b" (widened)'],
  ],
  [
    'fewer values',
    one({ enum: ['a', null] }),
    one({ enum: ['a'] }),
    ['! /total: null or string of "a", null -> string of "a" (narrowed)'],
  ],
  [
    'required',
    one(text),
    one(text, { required: ['total'] }),
    ['! /total: string -> string required (narrowed)'],
  ],
  [
    'optional',
    one(text, { required: ['total'] }),
    one(text),
    ['~ /total: string required -> string (widened)'],
  ],
  [
    'a shorter text',
    one({ ...text, maxLength: 9 }),
    one({ ...text, maxLength: 8 }),
    ['! /total: string maxLength 9 -> string maxLength 8 (narrowed)'],
  ],
  [
    'a greater minimum',
    one({ minimum: 1 }),
    one({ minimum: 2 }),
    ['! /total: anything minimum 1 -> anything minimum 2 (narrowed)'],
  ],
  [
    'a smaller minimum',
    one({ minimum: 2 }),
    one({ minimum: 1 }),
    ['~ /total: anything minimum 2 -> anything minimum 1 (widened)'],
  ],
  [
    'a closed record',
    one(text),
    one(text, { additionalProperties: false }),
    ['! the record: object -> object no further fields (narrowed)'],
  ],
  [
    'items of a list',
    one({ type: 'array', items: { properties: { price: text } } }),
    one({ type: 'array', items: { properties: { price: nullable, sku: text } } }),
    ['~ /total/*/price: string -> null or string (widened)', '+ /total/*/sku: string'],
  ],
  [
    'a rename',
    { properties: { first_name: text, id: text } },
    { properties: { firstName: text, id: text } },
    ['? /first_name: looks renamed to /firstName'],
  ],
  [
    'the only ones',
    { properties: { mail: text } },
    { properties: { contact: text } },
    ['? /mail: looks renamed to /contact'],
  ],
  [
    'no rename to another shape',
    { properties: { mail: text } },
    { properties: { mails: { type: 'array' } } },
    ['- /mail: string', '+ /mails: array'],
  ],
  ['a reference', { ...one({ $ref: '#/definitions/t' }), definitions: { t: text } }, one(text), []],
  [
    'allOf',
    { allOf: [one(text), { properties: { b: text } }] },
    { properties: { total: text, b: text }, type: 'object' },
    [],
  ],
  [
    'names that need escapes',
    { properties: {} },
    { properties: { 'a/b~c': text } },
    ['+ /a~1b~0c: string'],
  ],
])('%s', (_, before, after, expected) => {
  expect(diff(before, after)).toEqual(expected)
})

test('a list that came is told with its parent, and not item by item', () => {
  const after = one(text)
  const lines = { type: 'array', items: { properties: { price: text } } }
  expect(diff(after, { properties: { total: text, lines } })).toEqual(['+ /lines: array'])
})

test('another key breaks what relies on it; another order does not', () => {
  expect(diff(one(text), one(text), [['id'], ['id', 'shop']])).toEqual(['! key: id -> id, shop'])
  expect(
    diff(one(text), one(text), [
      ['a', 'b'],
      ['b', 'a'],
    ]),
  ).toEqual([])
  expect(isBreaking({ kind: 'key', path: '', before: null, after: null })).toBe(true)
})

test('a schema that refers to itself ends', () => {
  const tree = { properties: { child: { $ref: '#' }, name: text } }
  expect(diff(tree, tree)).toEqual([])
})

const leaf = fc.record(
  {
    type: fc.subarray(['null', 'string', 'integer', 'number', 'boolean'], { minLength: 1 }),
    format: fc.constantFrom('date', 'date-time'),
    maxLength: fc.nat(3),
    enum: fc.subarray(['a', 'b', null, 1], { minLength: 1 }),
  },
  { requiredKeys: ['type'] },
)
const schemas = fc.record({
  properties: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), leaf),
  required: fc.subarray(['a', 'b']),
})

test('a schema does not differ from itself, and what is narrowed one way is widened the other', () => {
  const mirror = { added: 'removed', removed: 'added', renamed: 'renamed', key: 'key' } as const
  fc.assert(
    fc.property(schemas, schemas, (a, b) => {
      const keyed = (schema: SchemaObject) => ({ schema, keyProperties: [] })
      expect(diffSchemas(keyed(a), keyed(a))).toEqual([])
      const there = diffSchemas(keyed(a), keyed(b))
      const back = diffSchemas(keyed(b), keyed(a))
      expect(back).toHaveLength(there.length)
      for (const { kind, path } of there) {
        if (kind === 'widened') {
          expect(back.some((change) => change.kind === 'narrowed' && change.path === path)).toBe(
            true,
          )
        } else if (kind !== 'narrowed' && kind !== 'renamed') {
          expect(back.some((change) => change.kind === mirror[kind] && change.path === path)).toBe(
            true,
          )
        }
      }
    }),
  )
})
