import { expect, test } from 'vitest'
import { indexMapping } from './index-mapping.ts'

const features = { hasScaledFloat: true, timeFormat: 'rfc3339_lenient' }
const keyword = { type: 'keyword', ignore_above: 8191 }
const words = { ...keyword, fields: { text: { type: 'text' } } }

test.each([
  ['last_name', words],
  ['title', words],
  ['valid', words],
  ['order_id', keyword],
  ['handle', keyword],
  ['shipping_country', keyword],
  ['financial_status', keyword],
  ['sources', keyword],
])('the texts of %s have words or not', (name, expected) => {
  const { properties } = indexMapping([{ name, type: 'string' }], ['handle'], features)
  expect(properties[name]).toEqual(expected)
  const lists = indexMapping([{ name, type: { list: 'string' } }], ['handle'], features)
  expect(lists.properties[name]).toEqual(expected)
})

test('times and decimals are mapped by what the server can do', () => {
  const columns = [
    { name: 'at', type: 'timestamptz' },
    { name: 'day', type: 'date' },
    { name: 'price', type: 'decimal(18,4)' },
  ] as const
  expect(indexMapping(columns, [], features).properties).toEqual({
    at: { type: 'date', format: 'rfc3339_lenient' },
    day: { type: 'date', format: 'rfc3339_lenient' },
    price: { type: 'scaled_float', scaling_factor: 10_000 },
  })
  expect(indexMapping(columns, [], { hasScaledFloat: false }).properties).toEqual({
    at: { type: 'date' },
    day: { type: 'date' },
    price: { type: 'double' },
  })
})
