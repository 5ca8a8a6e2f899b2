import { expect, test } from 'vitest'
import { NumberLiteral } from '../index.ts'
import { exactNumber } from './exact-number.ts'

test.each([
  [1, '1.0'],
  [10.1, '10.10'],
  [-0, '0'],
  [0, '0.000e5'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [9007199254740993n, '9007199254740993'],
  [new NumberLiteral('99999999999999.99'), '99999999999999.990'],
  ['-12.50', -12.5],
])('%s is %s', (one, other) => {
  expect(exactNumber(one)).toBe(exactNumber(other))
})

test.each([
  ['9007199254740993', 9007199254740992],
  ['0.1', '0.10000000000000001'],
  [1, -1],
  [10, 1],
])('%s is not %s', (one, other) => {
  expect(exactNumber(one)).not.toBe(exactNumber(other))
})

test.each([null, undefined, true, '', 'one', '1 2', {}, [], Number.NaN])('%s is none', (value) => {
  expect(exactNumber(value)).toBeUndefined()
})
