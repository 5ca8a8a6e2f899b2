import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../protocol/message.ts'
import { WindowsTracker } from './windows.ts'

const at = (second: number) => new Date(second * 1000).toISOString().replace('.000Z', 'Z')
const secondOf = (text: unknown) => Date.parse(text as string) / 1000

const tracker = (bookmark: JsonObject | undefined, ceiling: number, options: object = {}) =>
  new WindowsTracker(bookmark, {
    replicationKey: 'at',
    startValue: at(0),
    windowSeconds: 10,
    lookbackSeconds: 0,
    sorted: false,
    ceiling: at(ceiling),
    ...options,
  })

const sliceTimes = ({ slices }: WindowsTracker) =>
  slices.map(({ since, until }) => [secondOf(since), secondOf(until)])

test('windows cover the time from the start to the ceiling', () => {
  expect(sliceTimes(tracker(undefined, 25))).toEqual([
    [0, 10],
    [10, 20],
    [20, 25],
  ])
  expect(sliceTimes(tracker(undefined, 0))).toEqual([])
})

test('nothing is remembered before a window is done', () => {
  expect(tracker(undefined, 25).bookmark()).toBeUndefined()
})

test('the bookmark is the newest window that is done, and those before it that are not', () => {
  const first = tracker(undefined, 35)
  const [, b, , d] = first.slices
  for (const slice of [d, b]) if (slice) first.done(slice)
  expect(first.bookmark()).toMatchObject({
    replication_key_value: at(35),
    open_windows: [
      [at(0), at(10)],
      [at(20), at(30)],
    ],
  })
  expect(sliceTimes(tracker(first.bookmark(), 40))).toEqual([
    [0, 10],
    [20, 30],
    [35, 40],
  ])
})

test('STATE does not grow with the windows that are done', () => {
  const many = tracker(undefined, 100_000)
  for (const slice of many.slices) many.done(slice)
  expect(JSON.stringify(many.bookmark()).length).toBeLessThan(150)
})

test('a sorted window goes on where it was left', () => {
  const first = tracker(undefined, 25, { sorted: true })
  const [a] = first.slices
  if (a) first.seen(a, at(4), '{}')
  expect(sliceTimes(tracker(first.bookmark(), 25, { sorted: true }))).toEqual([
    [4, 10],
    [10, 20],
    [20, 25],
  ])
})

test('a sorted window whose records come in another order is read again whole', () => {
  const first = tracker(undefined, 10, { sorted: true })
  const [a] = first.slices
  for (const second of [5, 3, 7]) if (a) first.seen(a, at(second), '{}')
  const again = tracker(first.bookmark(), 10, { sorted: true })
  expect(sliceTimes(again)).toEqual([[0, 10]])
})

describe('whatever fails, in however many runs', () => {
  interface Run {
    readonly ahead: number
    readonly fate: readonly ('done' | 'half' | 'failed')[]
  }
  const run: fc.Arbitrary<Run> = fc.record({
    ahead: fc.integer({ min: 0, max: 40 }),
    fate: fc.array(fc.constantFrom('done' as const, 'half' as const, 'failed' as const), {
      minLength: 1,
      maxLength: 8,
    }),
  })

  test.each([0, 15])('every second is read at least once, lookback %d', (lookbackSeconds) => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), fc.boolean(), (runs, sorted) => {
        const options = { lookbackSeconds, sorted }
        const read = new Set<number>()
        let bookmark: JsonObject | undefined
        let now = 0
        for (const { ahead, fate } of [...runs, { ahead: 1, fate: ['done' as const] }]) {
          now += ahead
          const tracked = tracker(bookmark, now, options)
          tracked.slices.forEach((slice, index) => {
            const [since, until] = [secondOf(slice.since), secondOf(slice.until)]
            const end = fate[index % fate.length]
            const last = end === 'done' ? until : end === 'half' ? (since + until) / 2 : since
            for (let second = since; second < last; second++) {
              read.add(second)
              tracked.seen(slice, at(second), `{"at":${second}}`)
            }
            if (end === 'done') tracked.done(slice)
          })
          bookmark = JSON.parse(JSON.stringify(tracked.bookmark() ?? null)) ?? undefined
        }
        const seconds = [...read].filter((second) => second >= 0).sort((a, b) => a - b)
        expect(seconds).toEqual(Array.from({ length: now }, (_, n) => n))
        expect(bookmark).not.toHaveProperty('open_windows')
      }),
      { numRuns: 300 },
    )
  })
})
