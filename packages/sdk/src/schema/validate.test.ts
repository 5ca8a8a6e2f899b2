import { expect, test } from 'vitest'
import { createValidator, SchemaError } from './validate.ts'

test.each([
  ['a type', { properties: { id: { type: 'integer' } } }, { id: 'x' }, 'id', 'must be integer'],
  ['a missing property', { required: ['id'] }, {}, 'id', 'is missing'],
  [
    'a date-time',
    { properties: { at: { type: 'string', format: 'date-time' } } },
    { at: 'soon' },
    'at',
    'must be a date-time',
  ],
  [
    'an item',
    { properties: { tags: { type: 'array', items: { type: 'string' } } } },
    { tags: ['a', 1] },
    'tags.1',
    'must be string',
  ],
])('names the place and the fault of %s', (_, schema, value, path, message) => {
  expect(createValidator(schema)(value)).toMatchObject([{ path, message }])
})

test.each([
  ['an empty schema', {}, { anything: 1 }],
  ['a scale told by multipleOf', { properties: { price: { multipleOf: 0.01 } } }, { price: 0.07 }],
  ['a format that is a remark', { properties: { a: { format: 'email' } } }, { a: 'none' }],
  ['an unknown format', { properties: { a: { format: 'singer.decimal' } } }, { a: '1.0' }],
  ['no type', { properties: { a: {} } }, { a: [1] }],
  ['a type of null alone', { properties: { a: { type: 'null' } } }, { a: null }],
  [
    'an arm of anyOf',
    {
      properties: {
        at: { anyOf: [{ type: 'string', format: 'date-time' }, { type: ['string', 'null'] }] },
      },
    },
    { at: null },
  ],
  [
    'an arm of oneOf',
    { properties: { a: { oneOf: [{ type: 'string' }, { type: 'number' }] } } },
    { a: 1 },
  ],
  ['all of allOf', { properties: { a: { allOf: [{ type: 'string' }, {}] } } }, { a: 'x' }],
  ['a number beyond the doubles', { properties: { a: { type: 'number' } } }, { a: Infinity }],
  ['an unknown draft', { $schema: 'https://example.org/draft-99', type: 'object' }, {}],
])('accepts %s', (_, schema, value) => {
  expect(createValidator(schema)(value)).toEqual([])
})

test('follows a recursive $ref', () => {
  const schema = {
    definitions: {
      node: { properties: { next: { $ref: '#/definitions/node' }, n: { type: 'integer' } } },
    },
    $ref: '#/definitions/node',
  }
  expect(createValidator(schema)({ n: 1, next: { n: 'two' } })).toMatchObject([{ path: 'next.n' }])
})

test('two schemas may carry the same $id', () => {
  const schema = { $id: 'orders', type: 'object' }
  createValidator(schema)
  expect(createValidator({ ...schema, required: ['id'] })({})).toHaveLength(1)
})

test('tells every problem when asked', () => {
  const validate = createValidator(
    { required: ['a'], properties: { b: { type: 'string' } } },
    { allIssues: true },
  )
  expect(validate({ b: 1 })).toHaveLength(2)
})

test('a schema that cannot be used is refused when it is compiled', () => {
  expect(() => createValidator({ type: 'strnig' })).toThrow(SchemaError)
  expect(() => createValidator({ $ref: '#/definitions/absent' })).toThrow(SchemaError)
})
