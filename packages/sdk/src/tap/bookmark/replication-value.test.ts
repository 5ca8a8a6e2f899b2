import { expect, test } from 'vitest'
import { compareReplicationValues, earlierBy } from './replication-value.ts'

test.each([
  ['numbers as numbers', 9, 10],
  ['times of one zone', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['times of different zones', '2026-01-01T01:00:00+02:00', '2026-01-01T00:00:00Z'],
  ['zones without a colon', '2026-01-01T01:00:00+0200', '2026-01-01T00:00:00Z'],
  ['a fraction of a second', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'],
  ['fractions of different length', '2026-01-01T00:00:00.10Z', '2026-01-01T00:00:00.2Z'],
  ['a blank for the T, and no zone: UTC', '2026-01-01 00:00:00', '2026-01-01T00:00:01Z'],
  ['dates', '2025-12-31', '2026-01-01'],
  ['other strings by their letters', 'a', 'b'],
])('%s', (_, earlier, later) => {
  expect(compareReplicationValues(earlier, later)).toBeLessThan(0)
  expect(compareReplicationValues(later, earlier)).toBeGreaterThan(0)
  expect(compareReplicationValues(later, later)).toBe(0)
})

test.each([
  ['2026-01-01T00:10:00Z', 600, '2026-01-01T00:00:00Z'],
  ['2026-01-01T02:10:00+02:00', 60, '2026-01-01T00:09:00Z'],
  ['2026-01-01T00:00:00.250Z', 0, '2026-01-01T00:00:00.250Z'],
  [17, 60, 17],
  ['v-17', 60, 'v-17'],
])('%s less %d seconds', (value, seconds, expected) => {
  expect(earlierBy(value, seconds)).toBe(expected)
})
