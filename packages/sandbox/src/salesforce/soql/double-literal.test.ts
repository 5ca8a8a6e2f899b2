import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDecimals } from './decimal.ts'
import { doubleLiteral } from './double-literal.ts'

test.each([
  ['0.0', '0.0'],
  ['12.5', '12.5'],
  ['9999999.0', '9999999.0'],
  ['10000000.0', '1.0E7'],
  ['99213206.0', '9.9213206E7'],
  ['-350000000.0', '-3.5E8'],
  ['1234567890123456.78', '1.23456789012345678E15'],
  ['0.001', '0.001'],
  ['0.00099', '9.9E-4'],
  ['-0.00000125', '-1.25E-6'],
  ['0.0000', '0.0000'],
])('%s is written %s', (decimal, written) => {
  expect(doubleLiteral(decimal)).toBe(written)
})

test('no digit is lost, and what a double can hold is the same double', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat({ max: 12 }))
    .map(([digits, places]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
      const point = text.length - places
      return `${digits < 0n ? '-' : ''}${text.slice(0, point)}.${text.slice(point) || '0'}`
    })
  fc.assert(
    fc.property(decimals, (decimal) => {
      const written = doubleLiteral(decimal)
      expect(Number(written)).toBe(Number(decimal))
      const [mantissa = '', exponent] = written.split('E')
      if (exponent === undefined) return
      const digitsOf = (text: string) => text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
      expect(digitsOf(mantissa)).toBe(digitsOf(decimal))
    }),
  )
})

test.each([
  ['1234567890.12345678', '1234567890.12345679', -1],
  ['1.0', '1', 0],
  ['-2.5', '-2.50', 0],
  ['999999999999999999', '999999999999999998.9', 1],
  ['1e3', '1000', 0],
])('%s compares with %s', (left, right, expected) => {
  expect(compareDecimals(left, right)).toBe(expected)
  expect(compareDecimals(right, left)).toBe(expected === 0 ? 0 : -expected)
})
