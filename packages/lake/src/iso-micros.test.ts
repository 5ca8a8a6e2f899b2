import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoToMicros, microsToIso } from './iso-micros.ts'

test.each([
  ['1970-01-01T00:00:00.000Z', 0n],
  ['1970-01-01T00:00:00.001500Z', 1_500n],
  ['1969-12-31T23:59:59.999999Z', -1n],
  ['2026-11-23T02:00:00.123456Z', 1795399200123456n],
])('%s is %s microseconds', (iso, micros) => {
  expect(isoToMicros(iso)).toBe(micros)
  expect(microsToIso(micros)).toBe(iso)
})

test.each([
  ['1970-01-01 00:00:00+00', 0n],
  ['1970-01-01 01:00:00.5+01', 500_000n],
  ['1969-12-31 20:30:00-0330', 0n],
  ['1970-01-01T00:00:00.1234569Z', 123_456n],
])('%s is read as well', (text, micros) => {
  expect(isoToMicros(text)).toBe(micros)
})

test.each(['', '1970-01-01', '1970-01-01T00:00:00', '1970-13-01T00:00:00Z', 'infinity'])(
  '%j is no time with its offset',
  (text) => {
    expect(isoToMicros(text)).toBeUndefined()
  },
)

test('every time comes back', () => {
  const micros = fc.bigInt({ min: -62135596800000000n, max: 253402300799999999n })
  fc.assert(
    fc.property(micros, (time) => {
      expect(isoToMicros(microsToIso(time))).toBe(time)
    }),
  )
})
