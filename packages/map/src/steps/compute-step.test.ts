import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'

const schema = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: ['null', 'string'] },
    price: { type: 'number' },
    quantity: { type: 'integer' },
    type: { type: 'string' },
    customer: { type: ['null', 'object'], properties: { id: { type: 'integer' } } },
  },
}
const string = { type: 'string' }
const nullable = { type: ['string', 'null'] }

test('computed fields are added, each with its own schema', () => {
  const { message, records } = mapThrough(
    {
      compute: {
        total: { expression: 'price * quantity', type: { type: 'number', minimum: 0 } },
        loud: { expression: 'name.upperAscii()', type: nullable },
      },
    },
    schema,
    ['{"id":1,"name":"jane","price":2.50,"quantity":3}', '{"id":2,"price":1,"quantity":2}'],
  )
  expect(records).toEqual([
    '{"id":1,"name":"jane","price":2.50,"quantity":3,"total":7.5,"loud":"JANE"}',
    '{"id":2,"price":1,"quantity":2,"total":2,"loud":null}',
  ])
  expect(message.schema.properties).toEqual({
    ...schema.properties,
    total: { type: 'number', minimum: 0 },
    loud: nullable,
  })
})

test('one that replaces a field stands in its place', () => {
  const compute = { name: { expression: 'name + "!"', type: nullable } }
  const { records, message } = mapThrough({ compute }, schema, ['{"id":1,"name":"a","price":2}'])
  expect(records).toEqual(['{"id":1,"name":"a!","price":2}'])
  expect(Object.keys(message.schema.properties ?? {})[1]).toBe('name')
})

test('expressions see the record as the tap sent it, in whatever order they stand', () => {
  const compute = {
    name: { expression: 'string(id)', type: string },
    id: { expression: 'quantity', type: { type: 'integer' } },
    old: { expression: 'name', type: string },
  }
  expect(
    mapThrough({ compute, drop: ['quantity'] }, schema, ['{"id":1,"name":"a","quantity":7}'])
      .records,
  ).toEqual(['{"id":7,"name":"1","old":"a"}'])
})

test('a field that is copied keeps its bytes', () => {
  const number = { type: 'number' }
  const compute = { copy: { expression: 'price', type: number } }
  for (const price of [
    '10.10',
    '1E+2',
    '0.1000000000000000055511151231257827',
    '12345678901234567890',
  ]) {
    const { records } = mapThrough({ compute }, schema, [`{"price":${price}}`])
    expect(records).toEqual([`{"price":${price},"copy":${price}}`])
  }
})

test('what is computed can be hashed, and a stream can be given its key so', () => {
  const { message, records } = mapThrough(
    {
      compute: { key: { expression: 'string(id) + "-" + name.lowerAscii()', type: string } },
      mask: { key: { keep_last: 1 } },
      key_properties: ['key'],
    },
    schema,
    ['{"id":1,"name":"A"}'],
    { keys: ['id'] },
  )
  expect(records).toEqual(['{"id":1,"name":"A","key":"**a"}'])
  expect(message.key_properties).toEqual(['key'])
})

describe('a result that is not of the declared type is an error', () => {
  test.each([
    ['price', string, 'it gives a value, and by its type it must be string'],
    ['name', string, 'it gives null, and by its type it must be string'],
    ['"x"', { enum: ['a'] }, 'it gives a string, and by its type it must be one of "a"'],
  ])('%s', (expression, type, words) => {
    const run = () => mapThrough({ compute: { x: { expression, type } } }, schema, ['{"price":2}'])
    expect(run).toThrow(
      `streams.s.compute.x could not be applied to the record on line 2 of the input: ${words}`,
    )
  })

  test('or null, where on_error says so, in the schema too', () => {
    const compute = { x: { expression: 'price', type: string } }
    const { records, message } = mapThrough({ compute }, schema, ['{"price":2}'], {
      on_error: 'null',
    })
    expect(records).toEqual(['{"price":2,"x":null}'])
    expect(message.schema.properties?.x).toEqual(nullable)
  })
})

test('a tombstone is computed as far as it goes', () => {
  const compute = {
    total: { expression: 'price * 2', type: { type: 'number' } },
    key: { expression: 'string(id)', type: string },
  }
  const { records } = mapThrough({ compute }, schema, ['{"id":1,"_sdc_deleted_at":"2026-01-01"}'])
  expect(records).toEqual(['{"id":1,"_sdc_deleted_at":"2026-01-01","key":"1"}'])
})

describe('what an expression looks at must be in the schema', () => {
  test.each([
    ['nmae', /streams\.s\.compute\.x: there is no field nmae/],
    ['record.nmae', /there is no field nmae/],
    ['customer.nmae', /there is no field customer\.nmae/],
    ['coalesce(type, "x")', /type is a word of the language; write record\.type for the field/],
  ])('%s', (expression, words) => {
    const compute = { x: { expression, type: {} } }
    expect(() => mapThrough({ compute }, schema, [])).toThrow(words)
  })

  test.each(['record.type', 'customer.id', 'type(name) == null_type ? "" : name'])(
    '%s is',
    (expression) => {
      const compute = { x: { expression, type: {} } }
      expect(() => mapThrough({ compute }, schema, [])).not.toThrow()
    },
  )
})
