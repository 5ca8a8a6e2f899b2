import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isExact } from './exact-number.ts'

test.each([
  ['0', true],
  ['-0', true],
  ['10.10', true],
  ['9007199254740992', true],
  ['9007199254740993', false],
  ['123456789012345678901234567890', false],
  ['100000000000000000000', true],
  ['0.1000000000000000055511151231257827', false],
  ['0.10000000000000000000', true],
  ['1e400', false],
  ['1E+2', true],
  ['12345.6e-2', true],
  ['1234567.123456789', true],
  ['123456789.123456789', false],
  ['123456789.12345678912', false],
])('a double holds %s: %s', (text, exact) => {
  expect(isExact(text)).toBe(exact)
})

test('whatever a double is written as, it holds', () => {
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(doubles, (number) => {
      expect(isExact(JSON.stringify(number))).toBe(true)
    }),
  )
})

test('an integer is held where it is the same when it is written again', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 69n), max: 2n ** 69n }), (integer) => {
      const again = BigInt(JSON.stringify(Number(integer)))
      expect(isExact(String(integer))).toBe(again === integer)
    }),
  )
})
