import { expect, test } from 'vitest'
import { nearestWord } from './nearest-word.ts'

test.each([
  ['confg', 'config'],
  ['cnofig', 'config'],
  ['stat', 'status'],
  ['schema', 'schema list'],
  ['frobnicate', undefined],
  ['', undefined],
  ['x', undefined],
])('%j is meant to be %j', (word, meant) => {
  expect(nearestWord(word, ['config', 'status', 'schema list'])).toBe(meant)
})
