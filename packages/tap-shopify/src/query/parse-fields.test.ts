import { describe, expect, test } from 'vitest'
import { parseFields } from './parse-fields.ts'
import { printFields } from './print-fields.ts'

describe('fields as GraphQL writes them', () => {
  test.each([
    ['id title', [{ name: 'id' }, { name: 'title' }]],
    ['customer { id }', [{ name: 'customer', fields: [{ name: 'id' }] }]],
    [
      'levels(names: ["a", "b"]) { name }',
      [{ name: 'levels', arguments: 'names: ["a", "b"]', fields: [{ name: 'name' }] }],
    ],
    [
      'values: metafields(keys: ["a.b"]) { key }',
      [
        {
          name: 'values',
          of: 'metafields',
          arguments: 'keys: ["a.b"]',
          fields: [{ name: 'key' }],
        },
      ],
    ],
    [
      'discount { ... on DiscountCodeBasic { title } }',
      [
        {
          name: 'discount',
          fields: [{ name: 'DiscountCodeBasic', isFragment: true, fields: [{ name: 'title' }] }],
        },
      ],
    ],
  ])('%s', (text, fields) => {
    expect(parseFields(text)).toEqual(fields)
    expect(printFields(parseFields(text))).toBe(text)
  })

  test.each(['id { ', 'id }', 'customer { : }', '{ id }'])('%s is none', (text) => {
    expect(() => parseFields(text)).toThrow(TypeError)
  })
})
