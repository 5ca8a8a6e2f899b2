import { expect, test } from 'vitest'
import { readObjectSchema } from './object-schema.ts'

const root = '{"definitions":{"a b/c":{"type":["object","null"],"properties":{"x":{}}}}}'

test.each([
  ['{"type":"object","properties":{"x":{}},"required":["x"]}', false, ['x']],
  ['{"type":["null","object"],"properties":{"x":{}}}', true, []],
  ['{"anyOf":[{"type":"object","properties":{"x":{}}},{"type":"null"}]}', true, []],
  ['{"oneOf":[{"type":["null"]},{"type":"object","properties":{"x":{}}}]}', true, []],
  ['{"$ref":"#/definitions/a%20b~1c"}', true, []],
  ['{"properties":{"x":{}}}', true, []],
])('%s', (text, isNullable, required) => {
  const schema = readObjectSchema(text, root)
  expect(schema && [...schema.properties.keys()]).toEqual(['x'])
  expect(schema?.isNullable).toBe(isNullable)
  expect([...(schema?.required ?? [])]).toEqual(required)
})

test.each([
  '{"type":"object"}',
  '{"type":["object","string"],"properties":{"x":{}}}',
  '{"anyOf":[{"type":"object","properties":{}},{"type":"string"}]}',
  '{"type":"array","items":{"properties":{}}}',
  'true',
])('%s is not that of an object with known fields', (text) => {
  expect(readObjectSchema(text, root)).toBeUndefined()
})
