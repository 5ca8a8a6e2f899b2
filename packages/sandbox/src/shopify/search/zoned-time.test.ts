import { expect, test } from 'vitest'
import { formatOffset, parseSearchTime } from './zoned-time.ts'

const NOW = Date.parse('2026-11-01T12:30:15.500Z')
const time = (value: string, quoted: boolean) => {
  const found = parseSearchTime(value, quoted, 'America/New_York', NOW)
  return (
    found && [new Date(found.from).toISOString(), new Date(found.until).toISOString(), found.text]
  )
}

test.each([
  // A quoted datetime is a moment.
  [
    '2026-09-25T02:45:22Z',
    true,
    ['2026-09-25T02:45:22.000Z', '2026-09-25T02:45:23.000Z', '2026-09-25T02:45:22Z'],
  ],
  [
    '2026-09-25T02:45:22+02:00',
    true,
    ['2026-09-25T00:45:22.000Z', '2026-09-25T00:45:23.000Z', '2026-09-25T02:45:22+02:00'],
  ],
  // Without an offset it is the shop's time, in summer another than in winter.
  [
    '2026-07-01T12:00:00',
    true,
    ['2026-07-01T16:00:00.000Z', '2026-07-01T16:00:01.000Z', '2026-07-01T12:00:00-04:00'],
  ],
  [
    '2026-01-01T12:00',
    true,
    ['2026-01-01T17:00:00.000Z', '2026-01-01T17:00:01.000Z', '2026-01-01T12:00:00-05:00'],
  ],
  // An unquoted one is a day of the shop, whatever time it named.
  [
    '2026-01-01T23',
    false,
    ['2026-01-01T05:00:00.000Z', '2026-01-02T05:00:00.000Z', '2026-01-01T00:00:00-05:00'],
  ],
  // The day on which the clock goes back has 25 hours.
  [
    '2026-11-01',
    true,
    ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z', '2026-11-01T00:00:00-04:00'],
  ],
  [
    '2024',
    false,
    ['2024-01-01T05:00:00.000Z', '2025-01-01T05:00:00.000Z', '2024-01-01T00:00:00-05:00'],
  ],
  [
    '2024-02',
    false,
    ['2024-02-01T05:00:00.000Z', '2024-03-01T05:00:00.000Z', '2024-02-01T00:00:00-05:00'],
  ],
  [
    'now',
    false,
    ['2026-11-01T12:30:15.000Z', '2026-11-01T12:30:16.000Z', '2026-11-01T12:30:15.000Z'],
  ],
])('%s, quoted: %s', (value, quoted, expected) => {
  expect(time(value, quoted)).toEqual(expected)
})

test.each(['yesterday', '2026-13-01', '25.9.2026', ''])('%j is no time', (value) => {
  expect(time(value, true)).toBeUndefined()
})

test('writes offsets with their sign', () => {
  expect([-300, 0, 330].map((minutes) => formatOffset(minutes * 60_000))).toEqual([
    '-05:00',
    '+00:00',
    '+05:30',
  ])
})
