import type { Clock } from './clock.ts'

/** A clock for tests: its sleeps take no time, move it on, and are kept in their order. */
export interface FakeClock extends Clock {
  /** Seconds of each sleep. */
  readonly sleeps: readonly number[]
}

/**
 * Makes a clock that stands still until somebody sleeps.
 *
 * @param start Milliseconds since 1970. Default: midnight of 23 November 2026, UTC.
 * @example
 * const clock = fakeClock()
 * await createHttp({ baseUrl, clock }).get('orders')
 * expect(clock.sleeps).toEqual([2])
 */
export function fakeClock(start: number = Date.UTC(2026, 10, 23)): FakeClock {
  const sleeps: number[] = []
  let now = start
  return {
    sleeps,
    now: () => now,
    async sleep(seconds, signal) {
      signal?.throwIfAborted()
      sleeps.push(seconds)
      now += seconds * 1000
    },
  }
}
