import { expect, test } from 'vitest'
import { freshnessOf } from './freshness.ts'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`)

test.each<
  [
    what: string,
    whole: string | undefined,
    pending: string | undefined,
    now: string,
    until: string,
    isLate: boolean,
  ]
>([
  ['a quiet shop that is asked each hour is fresh', '05:00', undefined, '06:59', '05:00', false],
  ['at the limit it is late', '05:00', undefined, '07:00', '05:00', true],
  ['what waits for the tables is as old as it came', '05:00', '03:00', '05:10', '03:00', true],
  ['what waits a little is not late', '05:00', '05:01', '05:10', '05:00', false],
  [
    'a source that was never whole counts from when it was known',
    undefined,
    undefined,
    '03:00',
    '01:00',
    true,
  ],
])('%s', (_, whole, pending, now, until, isLate) => {
  const facts = {
    wholeAt: whole === undefined ? undefined : at(whole),
    knownSince: at('01:00'),
    pendingSince: pending === undefined ? undefined : at(pending),
    limitMilliseconds: 2 * 3_600_000,
  }
  const freshness = freshnessOf(facts, at(now))
  expect(freshness).toEqual({ freshUntil: at(until), deadline: at(until) + 7_200_000, isLate })
})

test('nothing is late of which nothing is known', () => {
  const facts = { wholeAt: undefined, knownSince: undefined, pendingSince: undefined }
  expect(freshnessOf({ ...facts, limitMilliseconds: 1 }, at('03:00'))).toBeUndefined()
})
