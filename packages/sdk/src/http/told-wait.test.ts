import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toldBudget, toldWaitSeconds } from './told-wait.ts'

const now = Date.UTC(2026, 10, 23, 2, 0, 0)
const wait = (headers: Record<string, string>) => toldWaitSeconds(new Headers(headers), now)
const budget = (headers: Record<string, string>) => toldBudget(new Headers(headers), now)

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    ['2.0', 2],
    [' 7 ', 7],
    ['0', 0],
    ['Mon, 23 Nov 2026 02:01:30 GMT', 90],
    ['Monday, 23-Nov-26 02:01:30 GMT', 90],
    ['Mon, 23 Nov 2026 01:00:00 GMT', 0],
    ['2026-11-23T02:00:05Z', 5],
    ['-5', undefined],
    ['soon', undefined],
    ['1e3', undefined],
    ['12 34', undefined],
    ['', undefined],
  ])('%j is %j seconds', (text, seconds) => {
    expect(wait({ 'retry-after': text })).toBe(seconds)
  })

  test('a date is meant by the other side’s clock', () => {
    const headers = {
      'retry-after': 'Mon, 23 Nov 2026 05:00:30 GMT',
      date: 'Mon, 23 Nov 2026 05:00:00 GMT',
    }
    expect(wait(headers)).toBe(30)
  })

  test('any number of seconds and any date is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (seconds) => {
        const date = new Date(now + seconds * 1000)
        expect(wait({ 'retry-after': String(seconds) })).toBe(seconds)
        expect(wait({ 'retry-after': date.toUTCString() })).toBe(seconds)
        expect(wait({ 'x-ratelimit-reset': String(date.getTime() / 1000) })).toBe(seconds)
      }),
    )
  })

  test('no text makes a wait that is negative or not a number', () => {
    const header = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[\r\n\0]/.test(text))
    fc.assert(
      fc.property(header, header, header, (retryAfter, rateLimit, reset) => {
        const headers = {
          'retry-after': retryAfter,
          ratelimit: rateLimit,
          'x-ratelimit-reset': reset,
        }
        const seconds = wait(headers)
        expect(seconds === undefined || seconds >= 0).toBe(true)
      }),
    )
  })
})

test.each([
  [{ 'x-ratelimit-reset': '30' }, 30],
  [{ 'x-ratelimit-reset': String(now / 1000 + 45) }, 45],
  [{ 'x-rate-limit-reset': String(now + 45_000) }, 45],
  [{ 'ratelimit-reset': '12' }, 12],
  [{ ratelimit: '"default";r=0;t=9' }, 9],
  [{ 'retry-after': '3', 'x-ratelimit-reset': '30' }, 3],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 30],
  [{ 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': '30' }, undefined],
  [{}, undefined],
])('without Retry-After the reset of the quota is the wait: %j', (headers, seconds) => {
  expect(wait(headers as Record<string, string>)).toBe(seconds)
})

describe('budgets', () => {
  test.each([
    [{ ratelimit: '"default";r=50;t=30' }, { remaining: 50, resetSeconds: 30 }],
    [{ ratelimit: '"minute";r=50;t=30, "day";r=2;t=5000' }, { remaining: 2, resetSeconds: 5000 }],
    [{ ratelimit: 'limit=100, remaining=7, reset=5' }, { remaining: 7, resetSeconds: 5 }],
    [
      { 'ratelimit-remaining': '0', 'ratelimit-reset': '8' },
      { remaining: 0, resetSeconds: 8 },
    ],
    [
      { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '1' },
      { remaining: 9, resetSeconds: 1 },
    ],
    [{ 'x-ratelimit-remaining': '9' }, undefined],
    [{ ratelimit: 'soon' }, undefined],
    [{ ratelimit: '"default";r=50' }, undefined],
  ])('%j', (headers, expected) => {
    expect(budget(headers as Record<string, string>)).toEqual(expected)
  })
})
