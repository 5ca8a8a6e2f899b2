import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ValueError } from '../value-error.ts'
import { type CastType, cast, castTypes } from './cast.ts'
import { hash } from './hash.ts'
import { type Mask, mask } from './mask.ts'

describe('hash', () => {
  const sha256 = (value: string) => `"${createHash('sha256').update(value).digest('hex')}"`

  test.each([
    ['a string by its content', '"jane@\\u0065xample.com"', 'jane@example.com'],
    ['a number by its digits', '9007199254740993', '9007199254740993'],
    ['a list by its JSON', '[1.0]', '[1.0]'],
  ])('%s', (_, text, value) => {
    expect(hash('sha256').apply(text)).toBe(sha256(value))
  })

  test('a salt makes an HMAC of it', () => {
    const expected = createHmac('sha512', 'pepper').update('x').digest('hex')
    expect(hash('sha512', 'pepper').apply('"x"')).toBe(`"${expected}"`)
  })
})

describe('mask', () => {
  test.each<[Mask, string, string]>([
    ['hidden', '"jane"', '"hidden"'],
    ['a"b', '1', '"a\\"b"'],
    [{}, '"jane"', '"****"'],
    [{ keep_last: 4 }, '"+4915112345678"', '"**********5678"'],
    [{ keep_first: 1, keep_last: 1, character: '#' }, '"jane"', '"j##e"'],
    [{ keep_last: 2 }, '12345', '"***45"'],
    [{ keep_first: 2, keep_last: 2 }, '"jane"', '"****"'],
    [{ keep_last: 1 }, '"a😀b"', '"**b"'],
    [{ keep_last: 4 }, '""', '""'],
  ])('%j of %s', (how, text, masked) => {
    expect(mask(how).apply(text)).toBe(masked)
  })

  test('no more than the ends of a value can be read', () => {
    const count = fc.nat(4)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), count, count, (value, first, last) => {
        const how = { keep_first: first, keep_last: last, character: '\u0000' }
        const masked: string = JSON.parse(mask(how).apply(JSON.stringify(value)))
        const shown = [...masked].filter((character) => character !== '\u0000').length
        expect(shown).toBeLessThanOrEqual(first + last)
        expect([...masked]).toHaveLength([...value].length)
        if ([...value].length > 0) expect(masked).toContain('\u0000')
      }),
    )
  })
})

describe('cast', () => {
  test.each<[CastType, string, string]>([
    ['string', '"a"', '"a"'],
    ['string', '10.10', '"10.10"'],
    ['string', 'true', '"true"'],
    ['string', '{"a":1.0}', '"{\\"a\\":1.0}"'],
    ['integer', '5', '5'],
    ['integer', '5.00', '5'],
    ['integer', '1e3', '1000'],
    ['integer', '-0', '0'],
    ['integer', '"9007199254740993"', '9007199254740993'],
    ['integer', '" 007 "', '7'],
    ['integer', 'true', '1'],
    ['number', '1e400', '1e400'],
    ['number', '"10.10"', '10.10'],
    ['number', '"+.5"', '0.5'],
    ['number', '"5."', '5'],
    ['number', 'false', '0'],
    ['boolean', 'true', 'true'],
    ['boolean', '"Yes"', 'true'],
    ['boolean', '0', 'false'],
    ['boolean', '"off"', 'false'],
    ['date-time', '"2026-11-23"', '"2026-11-23T00:00:00Z"'],
    ['date-time', '"2026-11-23 02:00"', '"2026-11-23T02:00:00Z"'],
    ['date-time', '"2026-11-23T02:00:00.123456789Z"', '"2026-11-23T02:00:00.123456789Z"'],
    ['date-time', '"2026-11-23 02:00:00,5 +0130"', '"2026-11-23T02:00:00.5+01:30"'],
    ['date-time', '"2026-11-23 02:00:00-05"', '"2026-11-23T02:00:00-05:00"'],
    ['date-time', '"2026-11-23 02:00:00 UTC"', '"2026-11-23T02:00:00Z"'],
    ['decimal-string', '10.10', '"10.10"'],
    ['decimal-string', '1.50e1', '"15.0"'],
    ['decimal-string', '5e-3', '"0.005"'],
    ['decimal-string', '-12e3', '"-12000"'],
    ['decimal-string', '"0012.50"', '"12.50"'],
    ['decimal-string', '12345678901234567890.123', '"12345678901234567890.123"'],
  ])('to %s: %s becomes %s', (type, text, result) => {
    expect(cast(type).apply(text)).toBe(result)
  })

  test.each<[CastType, string]>([
    ['integer', '5.5'],
    ['integer', '"five"'],
    ['integer', '""'],
    ['integer', '[1]'],
    ['integer', '1e999999999'],
    ['number', '"1,000"'],
    ['number', '"NaN"'],
    ['number', '"0x10"'],
    ['boolean', '"maybe"'],
    ['boolean', '2'],
    ['boolean', '[]'],
    ['date-time', '"2026-02-30"'],
    ['date-time', '"2026-13-01"'],
    ['date-time', '"2026-11-23T25:00:00Z"'],
    ['date-time', '"23.11.2026"'],
    ['date-time', '1763863200'],
    ['decimal-string', '"ten"'],
    ['decimal-string', '"."'],
  ])('to %s: %s is refused, and not shown', (type, text) => {
    expect(() => cast(type).apply(text)).toThrow(new ValueError(`it cannot be read as ${type}`))
  })

  test('what has been cast stays as it is when it is cast again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...castTypes), fc.jsonValue(), (type, value) => {
        const { apply } = cast(type)
        let once: string
        try {
          once = apply(JSON.stringify(value))
        } catch {
          return
        }
        expect(apply(once)).toBe(once)
      }),
    )
  })

  test('a decimal is the same number, to the last digit', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -30, max: 30 }), (digits, exponent) => {
        const text: string = JSON.parse(cast('decimal-string').apply(`${digits}e${exponent}`))
        const [whole = '', fraction = ''] = text.split('.')
        expect(BigInt(whole + fraction) * 10n ** BigInt(30 - fraction.length)).toBe(
          digits * 10n ** BigInt(30 + exponent),
        )
      }),
    )
  })
})
