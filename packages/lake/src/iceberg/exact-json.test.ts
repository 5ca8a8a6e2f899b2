import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseExactJson, stringifyExactJson } from './exact-json.ts'

test.each([
  ['{"id":9223372036854775783}', { id: 9223372036854775783n }],
  ['[-9007199254740993, 9007199254740991, 1]', [-9007199254740993n, 9007199254740991, 1]],
  [
    '{"text":"9223372036854775783, \\"9223372036854775783"}',
    { text: '9223372036854775783, "9223372036854775783' },
  ],
  ['[1234567890123456.5, 12345678901234560e3]', [1234567890123456.5, 12345678901234560e3]],
])('%s keeps its digits', (text, value) => {
  expect(parseExactJson(text)).toEqual(value)
})

test('integers are written plainly, and text stays text', () => {
  expect(stringifyExactJson({ id: 2n ** 62n, text: '12n', n: 5 })).toBe(
    '{"id":4611686018427387904,"text":"12n","n":5}',
  )
})

test('any JSON comes back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(stringifyExactJson(parseExactJson(text))).toBe(text)
    }),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }), (id) => {
      expect(parseExactJson(stringifyExactJson({ id }))).toEqual({ id })
    }),
  )
})
