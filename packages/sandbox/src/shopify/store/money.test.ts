import { expect, test } from 'vitest'
import { formatAmount } from './money.ts'

test.each([
  [0, '0.0'],
  [5, '0.05'],
  [50, '0.5'],
  [1100, '11.0'],
  [23110, '231.1'],
  [94995, '949.95'],
  [-1005, '-10.05'],
  [900_719_925_474_099, '9007199254740.99'],
])('%i cents are %s', (cents, text) => {
  expect(formatAmount(cents)).toBe(text)
})
