import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactDecimal } from './exact-decimal.ts'

test.each([
  ['3', '3'],
  ['3.0', '3'],
  ['12.50', '12.5'],
  ['3.5E8', '350000000'],
  ['1.0E-5', '0.00001'],
  ['-0.10', '-0.1'],
  ['-0.0', '0'],
  ['.5', '0.5'],
  ['007', '7'],
  ['+1', '1'],
  ['0', '0'],
  ['99999999999999.99', '99999999999999.99'],
  ['123456789012345678', '123456789012345678'],
  ['1E999', '1E999'],
  ['N/A', 'N/A'],
  ['-', '-'],
  ['', ''],
])('%j is %j', (text, expected) => {
  expect(exactDecimal(text)).toBe(expected)
})

test('it is the same number, to the last digit, and stays as it is when done again', () => {
  const digits = fc.integer({ min: 0, max: 999_999_999 })
  const exponent = fc.integer({ min: -9, max: 9 })
  fc.assert(
    fc.property(digits, digits, exponent, fc.boolean(), (whole, fraction, power, isNegative) => {
      const text = `${isNegative ? '-' : ''}${whole}.${fraction}E${power}`
      const plain = exactDecimal(text)
      // As whole numbers: both times ten to a power that leaves no digit behind the point.
      const scaled = (number: string) => {
        const [, sign, integer = '', rest = '', exp = '0'] =
          /^(-?)(\d+)(?:\.(\d+))?(?:E(-?\d+))?$/.exec(number) ?? []
        const value = BigInt(integer + rest) * 10n ** BigInt(40 - rest.length + Number(exp))
        return sign === '-' ? -value : value
      }
      expect(scaled(plain)).toBe(scaled(text))
      expect(exactDecimal(plain)).toBe(plain)
    }),
  )
})
