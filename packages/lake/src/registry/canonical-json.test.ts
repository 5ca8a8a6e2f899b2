import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, schemaHash } from './canonical-json.ts'

test.each([
  ['{ "b" : 1 ,\n"a": [ true , null ] }', '{"a":[true,null],"b":1}'],
  ['{"n":9007199254740993,"f":0.10,"e":1E400}', '{"e":1E400,"f":0.10,"n":9007199254740993}'],
  ['{"__proto__":{"b":1,"a":2}}', '{"__proto__":{"a":2,"b":1}}'],
  ['{"text":"1, 2 \\"3\\" \\u00e9"}', '{"text":"1, 2 \\"3\\" é"}'],
])('%s', (text, expected) => {
  expect(canonicalJson(text)).toBe(expected)
})

test('it says what the text said', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(canonicalJson(text))).toEqual(JSON.parse(text))
    }),
  )
})

test('a hash follows the content and the key, and not how they are written', () => {
  const hash = schemaHash('{"a":1,"b":2}', ['id'])
  expect(schemaHash('{ "b": 2, "a": 1 }', ['id'])).toBe(hash)
  expect(schemaHash('{"a":1,"b":2}', ['id', 'shop'])).not.toBe(hash)
  expect(schemaHash('{"a":9007199254740993}', [])).not.toBe(
    schemaHash('{"a":9007199254740992}', []),
  )
})
