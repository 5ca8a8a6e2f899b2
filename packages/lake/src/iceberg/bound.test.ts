import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBound, encodeBound } from './bound.ts'
import type { ScalarType } from './table-column.ts'

describe('a bound in bytes', () => {
  test.each([
    ['int', '34', '22000000'],
    ['int', '-1', 'ffffffff'],
    ['long', '9007199254740993', '0100000000002000'],
    ['double', '1', '000000000000f03f'],
    ['boolean', 'true', '01'],
    ['boolean', '0', '00'],
    ['date', '1970-01-02', '01000000'],
    ['date', '1969-12-31', 'ffffffff'],
    ['timestamptz', '1970-01-01T00:00:00.000001Z', '0100000000000000'],
    ['timestamptz', '1969-12-31 23:59:59.999999+00', 'ffffffffffffffff'],
    ['timestamptz', '1970-01-01T01:00:00+01:00', '0000000000000000'],
    ['decimal(9,2)', '14.20', '058c'],
    ['decimal(9,2)', '-0.01', 'ff'],
    ['decimal(9,2)', '1.28', '0080'],
    [
      'decimal(38,0)',
      '170141183460469231731687303715884105727',
      '7fffffffffffffffffffffffffffffff',
    ],
    ['string', 'iceberg', '69636562657267'],
    ['string', '', ''],
  ] as [ScalarType, string, string][])('of %s %s is %s', (type, text, hex) => {
    expect(encodeBound(type, text, 'lower')?.toString('hex')).toBe(hex)
    expect(encodeBound(type, text, 'upper')?.toString('hex')).toBe(hex)
  })

  test.each([
    ['int', '2147483648'],
    ['int', '1.5'],
    ['long', '9223372036854775808'],
    ['double', 'nan'],
    ['double', 'inf'],
    ['boolean', 'yes'],
    ['date', '2026-02-31x'],
    ['date', 'infinity'],
    ['timestamptz', '2026-01-01T00:00:00'],
    ['timestamptz', 'infinity'],
    ['decimal(9,2)', '1.234'],
    ['decimal(9,2)', 'x'],
  ] as [ScalarType, string][])('is left out where %s cannot be %s', (type, text) => {
    expect(encodeBound(type, text, 'lower')).toBeUndefined()
  })

  test('comes back', () => {
    const value = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => ['long', String(n)]),
      fc.integer().map((n) => ['int', String(n)]),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => ['double', String(n)]),
      fc.boolean().map((b) => ['boolean', String(b)]),
      fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((date) => ['timestamptz', date.toISOString()]),
      fc
        .bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n })
        .map((n) => ['decimal(38,0)', String(n)]),
      fc
        .string({ unit: 'grapheme', maxLength: 16 })
        .filter((s) => [...s].length <= 16)
        .map((s) => ['string', s]),
    )
    fc.assert(
      fc.property(value, ([type, text]) => {
        const bytes = encodeBound(type as ScalarType, text as string, 'upper')
        expect(bytes && decodeBound(type as ScalarType, bytes)).toBe(text === '0' ? '0' : text)
      }),
    )
    expect(decodeBound('decimal(9,2)', Buffer.from('ff', 'hex'))).toBe('-0.01')
    expect(decodeBound('long', Buffer.from('ffffffff', 'hex'))).toBe('-1')
  })

  test('of a long text is cut, and still a bound', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'z', '\u{10ffff}', '\ud7ff', 'é'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, (whole) => {
        const bytes = Buffer.from(whole)
        const lower = encodeBound('string', whole, 'lower')
        const upper = encodeBound('string', whole, 'upper')
        expect(lower && Buffer.compare(lower, bytes)).toBeLessThanOrEqual(0)
        if (upper) expect(Buffer.compare(upper, bytes)).toBeGreaterThanOrEqual(0)
        expect([...String(upper ?? '')].length).toBeLessThanOrEqual(16)
      }),
    )
    expect(encodeBound('string', 'x'.repeat(20), 'upper')?.toString()).toBe(`${'x'.repeat(15)}y`)
    expect(encodeBound('string', '\u{10ffff}'.repeat(20), 'upper')).toBeUndefined()
  })
})
