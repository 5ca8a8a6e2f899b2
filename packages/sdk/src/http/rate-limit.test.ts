import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Clock } from './clock.ts'
import { fakeClock } from './fake-clock.ts'
import { RateLimit, type RateLimitOptions } from './rate-limit.ts'

describe('pace', () => {
  // The pacer keeps its own time, by the timers of the machine.
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const clock: Clock = {
    now: () => Date.now(),
    sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  }

  /** Begins that many jobs at once; gives the second at which each began, from 0. */
  async function begin(limit: RateLimit, jobs: number, jobSeconds = 0) {
    const start = Date.now()
    const begun: number[] = []
    const all = Array.from({ length: jobs }, () =>
      limit.run(async () => {
        begun.push((Date.now() - start) / 1000)
        if (jobSeconds > 0) await clock.sleep(jobSeconds)
      }),
    )
    await vi.runAllTimersAsync()
    await Promise.all(all)
    return begun
  }
  const limitOf = (options: Omit<RateLimitOptions, 'clock'>) => new RateLimit({ ...options, clock })

  test('requests per second are spaced evenly', async () => {
    expect(await begin(limitOf({ requestsPerSecond: 2 }), 4)).toEqual([0, 0.5, 1, 1.5])
  })

  test('no more than the concurrency are under way', async () => {
    const begun = await begin(limitOf({ concurrency: 2 }), 5, 10)
    expect(begun.map(Math.floor)).toEqual([0, 0, 10, 10, 20])
  })

  test('without limits all begin at once', async () => {
    expect(await begin(limitOf({}), 3, 5)).toEqual([0, 0, 0])
  })

  test('those in line when the gate closes keep their pace when it opens', async () => {
    const limit = limitOf({ requestsPerSecond: 1 })
    const start = Date.now()
    const begun: number[] = []
    const job = (pause: number) =>
      limit.run(async () => {
        begun.push((Date.now() - start) / 1000)
        if (pause > 0) limit.pause(pause)
      })
    const all = [job(30), job(0), job(0)]
    await vi.runAllTimersAsync()
    await Promise.all(all)
    expect(begun[0]).toBe(0)
    expect(begun[1]).toBeGreaterThanOrEqual(30)
    expect((begun[2] ?? 0) - (begun[1] ?? 0)).toBeGreaterThanOrEqual(1)
  })
})

describe('budget', () => {
  const job = async () => 'done'

  test('what is left may be spent, then the gate waits for the reset', async () => {
    const clock = fakeClock()
    const limit = new RateLimit({ clock })
    limit.feed({ remaining: 2, resetSeconds: 30 })
    await limit.run(job)
    await limit.run(job)
    expect(clock.sleeps).toEqual([])
    expect(await limit.run(job)).toBe('done')
    expect(clock.sleeps).toEqual([30])
    await limit.run(job)
    expect(clock.sleeps).toEqual([30])
  })

  test('requests under way are taken off, for the answer did not count them', async () => {
    const clock = fakeClock()
    const limit = new RateLimit({ clock })
    const ends: (() => void)[] = []
    const open = Array.from({ length: 3 }, () =>
      limit.run(() => new Promise<void>((end) => ends.push(end))),
    )
    await Promise.resolve()
    await Promise.resolve()
    limit.feed({ remaining: 2, resetSeconds: 8 })
    await limit.run(job)
    expect(clock.sleeps).toEqual([8])
    for (const end of ends) end()
    await Promise.all(open)
  })

  test('a pause is capped', async () => {
    const clock = fakeClock()
    const limit = new RateLimit({ clock, maxPauseSeconds: 60 })
    limit.feed({ remaining: 0, resetSeconds: 86_400 })
    await limit.run(job)
    limit.pause(86_400)
    await limit.run(job)
    expect(clock.sleeps).toEqual([60, 60])
  })

  test('the longer of two pauses counts, and is told once', async () => {
    const clock = fakeClock()
    const told: number[] = []
    const limit = new RateLimit({ clock, onPause: (seconds) => told.push(seconds) })
    limit.pause(20)
    limit.pause(5)
    await Promise.all([limit.run(job), limit.run(job)])
    expect(clock.sleeps[0]).toBe(20)
    limit.pause(7)
    await limit.run(job)
    expect(told).toEqual([20, 7])
  })
})

test('the error of a job is the caller’s, and the turn goes on', async () => {
  const limit = new RateLimit({ clock: fakeClock(), concurrency: 1 })
  await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await limit.run(async () => 1)).toBe(1)
})

test('an abort ends the wait in line at once, and its job never begins', async () => {
  const limit = new RateLimit({ clock: fakeClock(), concurrency: 1 })
  let end = () => {}
  const holding = new Promise<void>((resolve) => {
    end = resolve
  })
  const first = limit.run(() => holding)
  const controller = new AbortController()
  let begun = false
  const second = limit.run(async () => {
    begun = true
  }, controller.signal)
  controller.abort(new Error('stopped'))
  await expect(second).rejects.toThrow('stopped')
  end()
  await first
  await limit.run(async () => {})
  expect(begun).toBe(false)
})
