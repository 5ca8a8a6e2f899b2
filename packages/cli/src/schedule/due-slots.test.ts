import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf } from '../calendar/calendar.ts'
import { type CatchUp, dueSlots } from './due-slots.ts'
import { jitterOf } from './jitter.ts'

const hourly = calendarOf('0 * * * *')
const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`)
const shown = (slots: readonly number[]) =>
  slots.map((slot) => new Date(slot).toISOString().slice(11, 16))

test.each<[what: string, CatchUp, after: string | undefined, now: string, due: string[]]>([
  ['nothing before the next moment', 'once', '02:00', '02:59', []],
  ['the moment itself', 'once', '02:00', '03:00', ['03:00']],
  ['one run for all that were missed', 'once', '02:00', '06:30', ['06:00']],
  ['a run for each', 'all', '02:00', '05:30', ['03:00', '04:00', '05:00']],
  ['none for what was missed', 'skip', '02:00', '06:30', []],
  ['but the next moment, even a little late', 'skip', '02:00', '07:05', ['07:00']],
  ['what has never run, at once', 'once', undefined, '06:30', ['06:00']],
  ['and once, whatever the policy', 'all', undefined, '06:30', ['06:00']],
  ['unless it is to skip', 'skip', undefined, '06:30', []],
])('%s', (_, catchUp, after, now, due) => {
  const last = after === undefined ? undefined : at(after)
  expect(shown(dueSlots(hourly, catchUp, last, at(now)))).toEqual(due)
})

test('what is made up for has an end', () => {
  const slots = dueSlots(calendarOf('* * * * *'), 'all', at('00:00') - 30 * 86_400_000, at('00:00'))
  expect([slots.length, slots.at(-1)]).toEqual([500, at('00:00')])
})

test('jitter is below its limit, the same each time, and spread', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 7200 }), (job, limit) => {
      const jitter = jitterOf(job, limit)
      expect(jitter).toBeGreaterThanOrEqual(0)
      expect(jitter).toBeLessThan(Math.max(1, limit * 1000))
      expect(jitter).toBe(jitterOf(job, limit))
    }),
  )
  const minutes = Array.from({ length: 600 }, (_, n) =>
    Math.floor(jitterOf(`acme/${n}`, 600) / 60_000),
  )
  const counts = Array.from(
    { length: 10 },
    (_, minute) => minutes.filter((one) => one === minute).length,
  )
  expect(Math.min(...counts)).toBeGreaterThan(30)
})
