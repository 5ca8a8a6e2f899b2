import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readItems } from './items.ts'

test.each([
  ['[]', []],
  ['[ ]', []],
  ['[1.0, {"a":[2,3]} ]', ['1.0', '{"a":[2,3]}']],
  ['["a,]\\"","\\\\"]', ['"a,]\\""', '"\\\\"']],
  ['[[],[1]]', ['[]', '[1]']],
])('%s', (text, items) => {
  expect(readItems(text)).toEqual(items)
})

test('the items of any list are those of JSON.parse', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1), (list, space) => {
      const text = JSON.stringify(list, undefined, space)
      expect(readItems(text).map((item) => JSON.parse(item))).toEqual(JSON.parse(text))
    }),
  )
})
