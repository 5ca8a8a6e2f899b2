import { ConfigError } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'

const time = (text: string) => Date.parse(text)
const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)

/** The moments after a time, in UTC. */
const following = (cron: string, timeZone: string, after: string, count: number) => {
  const calendar = calendarOf(cron, timeZone)
  const moments: number[] = []
  for (let at = time(after); moments.length < count; at = moments.at(-1) ?? 0) {
    moments.push(calendar.next(at) ?? Number.NaN)
  }
  return moments.map(iso)
}

describe('when clocks are changed', () => {
  test.each([
    // Berlin goes from 02:00 to 03:00 on March 29 (01:00 UTC), and back on October 25.
    [
      'a fixed time that is left out comes after the gap',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    [
      'a fixed time that comes twice counts once',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'each half hour goes on through the gap',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:00Z',
      ['2026-03-29T00:30', '2026-03-29T01:00', '2026-03-29T01:30'],
    ],
    [
      'and through the hour that comes twice',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-10-25T00:00Z',
      ['2026-10-25T00:30', '2026-10-25T01:00', '2026-10-25T01:30'],
    ],
    [
      'in New York too',
      '15 1 * * *',
      'America/New_York',
      '2026-10-31T12:00Z',
      ['2026-11-01T05:15', '2026-11-02T06:15'],
    ],
    [
      'a list of hours is of fixed times',
      '0 2,3 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      ['2026-10-25T00:00', '2026-10-25T02:00'],
    ],
    [
      'nothing happens in UTC',
      '30 2 * * *',
      'UTC',
      '2026-03-28T12:00Z',
      ['2026-03-29T02:30', '2026-03-30T02:30'],
    ],
  ])('%s', (_, cron, timeZone, after, expected) => {
    expect(following(cron, timeZone, after, expected.length)).toEqual(expected)
  })
})

test.each([
  ['2026-01-01T00:05:00.000Z', '2026-01-01T00:05'],
  ['2026-01-01T00:05:00.001Z', '2026-01-01T00:05'],
  ['2026-01-01T00:04:59.999Z', '2026-01-01T00:00'],
])('the last moment until %s is %s', (until, expected) => {
  expect(iso(calendarOf('*/5 * * * *').last(time(until)))).toBe(expected)
})

test.each(['61 * * * *', '* * * * * *', '@reboot', '', 'often', '0 0 30 2 *'])(
  '%j is refused',
  (cron) => {
    expect(() => calendarOf(cron)).toThrow(/ cron: .*five fields/)
  },
)

test('a time zone that there is not is refused', () => {
  expect(() => calendarOf('@hourly', 'Mars/Olympus')).toThrow(ConfigError)
})
