import { createValidator } from '@descant/sdk'
import { expect, test } from 'vitest'
import { allowsNull, withNull } from './null-in-schema.ts'

const root =
  '{"definitions":{"name":{"type":"string"},"any":{"type":["string","null"]},"100%":{"type":"string"}}}'
const circle = '{"definitions":{"a":{"$ref":"#/definitions/a"}}}'

test.each([
  ['{}', true],
  ['true', true],
  ['false', false],
  ['{"type":"string"}', false],
  ['{"type":["null","string"]}', true],
  ['{"type":"null"}', true],
  ['{"enum":["a",null]}', true],
  ['{"type":["string","null"],"enum":["a"]}', false],
  ['{"const":1}', false],
  ['{"anyOf":[{"type":"string"},{"type":"null"}]}', true],
  ['{"oneOf":[{"type":"string"}]}', false],
  ['{"allOf":[{"type":["string","null"]},{"type":"string"}]}', false],
  ['{"$ref":"#/definitions/name"}', false],
  ['{"$ref":"#/definitions/any"}', true],
  ['{"$ref":"#/definitions/100%"}', false],
  ['{"$ref":"#/definitions/100%25"}', false],
])('%s lets null through: %s', (schema, allows) => {
  expect(allowsNull(schema, root)).toBe(allows)
})

test('a reference that leads nowhere, or in a circle, says nothing', () => {
  expect(allowsNull('{"$ref":"#/definitions/none"}', root)).toBe(true)
  expect(allowsNull('{"$ref":"#/definitions/a"}', circle)).toBe(true)
})

test.each([
  [
    '{"type":"integer","maximum":9223372036854775807}',
    '{"type":["integer","null"],"maximum":9223372036854775807}',
  ],
  ['{"type":["null","string"]}', '{"type":["null","string"]}'],
  ['{"type":"string","enum":["a"]}', '{"type":["string","null"],"enum":["a",null]}'],
  ['{"type":["null","string"],"enum":["a"]}', '{"type":["null","string"],"enum":["a",null]}'],
  ['{"anyOf":[{"type":"string"}]}', '{"anyOf":[{"type":"string"},{"type":"null"}]}'],
  ['{"const":1}', '{"anyOf":[{"const":1},{"type":"null"}]}'],
  ['{"$ref":"#/definitions/name"}', '{"type":["string","null"]}'],
])('%s with null is %s', (schema, wider) => {
  const text = withNull(schema, root)
  expect(text).toBe(wider)
  expect(createValidator(JSON.parse(text))(null)).toEqual([])
})
