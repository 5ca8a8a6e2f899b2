import type { JsonSchema } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'
import { flatName } from './flat-name.ts'

const address = {
  type: ['null', 'object'],
  required: ['city'],
  properties: { city: { type: 'string' }, zip: { type: ['null', 'string'] } },
}
const schema = {
  type: 'object',
  required: ['id', 'customer'],
  properties: {
    id: { type: 'integer' },
    customer: {
      type: 'object',
      required: ['name', 'address'],
      properties: { name: { type: 'string' }, address },
    },
    tags: { type: 'array', items: { type: 'string' } },
    extra: { type: ['object', 'null'], description: 'Anything.' },
  },
}
const record =
  '{"id":1,"customer":{"name":"Jane","address":{"city":"Ulm","zip":null}},"tags":["a",1.0],' +
  '"extra":{"n":9007199254740993}}'

const flat = (texts: readonly string[], flatten = {}, own: JsonSchema = schema) =>
  mapThrough({ flatten }, own, texts)

test('objects become fields, lists and free objects strings of JSON', () => {
  const { message, records } = flat([record])
  expect(records).toEqual([
    '{"id":1,"customer__name":"Jane","customer__address__city":"Ulm",' +
      '"customer__address__zip":null,"tags":"[\\"a\\",1.0]","extra":"{\\"n\\":9007199254740993}"}',
  ])
  expect(message.schema.properties).toEqual({
    id: { type: 'integer' },
    customer__name: { type: 'string' },
    customer__address__city: { type: ['string', 'null'] },
    customer__address__zip: { type: ['null', 'string'] },
    tags: { type: 'string' },
    extra: { type: ['string', 'null'], description: 'Anything.' },
  })
  expect(message.schema.required).toEqual(['id', 'customer__name', 'customer__address__city'])
})

test('a null object is null in each of its fields, an absent one absent', () => {
  expect(
    flat([
      '{"id":1,"customer":{"name":"J","address":null}}',
      '{"id":2,"customer":{"name":"J","address":{"city":"Ulm"}}}',
    ]).records,
  ).toEqual([
    '{"id":1,"customer__name":"J","customer__address__city":null,"customer__address__zip":null}',
    '{"id":2,"customer__name":"J","customer__address__city":"Ulm"}',
  ])
})

test('what lies too deep is a string of JSON, byte for byte', () => {
  const { message, records } = flat([record], { max_depth: 1 })
  expect(records[0]).toContain('"customer__address":"{\\"city\\":\\"Ulm\\",\\"zip\\":null}"')
  expect(message.schema.properties?.customer__address).toEqual({ type: ['string', 'null'] })
})

test('or stays what it is', () => {
  const { message, records } = flat([record.replace('1.0', '"b"')], {
    max_depth: 1,
    nested: 'keep',
    separator: '.',
  })
  expect(records).toEqual([
    '{"id":1,"customer.name":"Jane","customer.address":{"city":"Ulm","zip":null},' +
      '"tags":["a","b"],"extra":{"n":9007199254740993}}',
  ])
  expect(message.schema.properties?.['customer.address']).toEqual(address)
})

test('fields that the schema does not declare are not lost', () => {
  const text = '{"id":1,"customer":{"name":"J","address":{"city":"Ulm"},"vip":[1]},"more":{"a":1}}'
  expect(flat([text]).records).toEqual([
    '{"id":1,"customer__name":"J","customer__address__city":"Ulm","customer__vip":"[1]","more":"{\\"a\\":1}"}',
  ])
})

test.each([
  ['anyOf', { anyOf: [address, { type: 'null' }] }],
  ['a reference', { $ref: '#/definitions/address' }],
])('an object told of by %s is taken apart', (_, own) => {
  const { records } = flat(
    ['{"a":{"city":"Ulm"}}', '{"a":null}'],
    {},
    {
      type: 'object',
      properties: { a: own },
      definitions: { address },
    },
  )
  expect(records).toEqual(['{"a__city":"Ulm"}', '{"a__city":null,"a__zip":null}'])
})

test('an object that refers to itself is taken apart as deep as told', () => {
  const node = { type: 'object', properties: { next: { $ref: '#/definitions/node' }, n: {} } }
  const own = {
    type: 'object',
    properties: { a: { $ref: '#/definitions/node' } },
    definitions: { node },
  }
  const { records } = flat(['{"a":{"n":1,"next":{"n":2,"next":{"n":3}}}}'], { max_depth: 2 }, own)
  expect(records).toEqual(['{"a__n":1,"a__next__n":2,"a__next__next":"{\\"n\\":3}"}'])
})

test('alternatives of which some are lists keep the others', () => {
  const own = {
    type: 'object',
    properties: { a: { oneOf: [{ type: 'array' }, { type: 'string' }, { type: 'integer' }] } },
  }
  const { records } = flat(['{"a":[1]}', '{"a":"x"}', '{"a":2}'], {}, own)
  expect(records).toEqual(['{"a":"[1]"}', '{"a":"x"}', '{"a":2}'])
})

describe('names that would be the same are refused', () => {
  test('when the schema comes', () => {
    const own = { properties: { a: { type: 'object', properties: { b: {} } }, a__b: {} } }
    expect(() => flat([], {}, own)).toThrow(
      'streams.s.flatten: two fields would be a__b; drop one, or choose another separator',
    )
  })

  test('when a record comes with a field that was not declared', () => {
    const own = { properties: { a: { type: 'object', properties: { b: {} } } } }
    expect(() => flat(['{"a":{"b":1},"a__b":2}'], {}, own)).toThrow(
      'line 2 of the input: two fields of the record would be a__b',
    )
  })
})

describe('long names', () => {
  test.each([
    ['short', 16, 'short'],
    ['exactly_sixteen_', 16, 'exactly_sixteen_'],
    ['exactly_seventeen', 16, /^exactly_[0-9a-f]{8}$/],
    ['ßßßßßßßßßßßß', 16, /^ßßß_[0-9a-f]{8}$/],
  ])('%s', (name, limit, expected) => {
    expect(flatName(name, limit)).toMatch(expected)
    expect(Buffer.byteLength(flatName(name, limit))).toBeLessThanOrEqual(limit)
  })

  test('are cut alike in schema and records, and told apart', () => {
    const own = {
      properties: {
        customer: {
          type: 'object',
          properties: { default_address_city: {}, default_address_zip: {} },
        },
      },
    }
    const text = '{"customer":{"default_address_city":1,"default_address_zip":2}}'
    const { records, message } = flat([text], { max_key_length: 20 }, own)
    const names = Object.keys(JSON.parse(records[0] as string))
    expect(names).toEqual(Object.keys(message.schema.properties ?? {}))
    expect(new Set(names).size).toBe(2)
  })
})
