import { expect, test } from 'vitest'
import { RateLimitError, RequestError } from '../errors.ts'
import { Stop } from '../stop.ts'
import { fakeClock } from './fake-clock.ts'
import {
  eightRetriesInTenMinutes,
  noRetries,
  type RetryPolicy,
  type RetryWait,
  retry,
  threeRetriesWithFullJitter,
} from './retry.ts'

const failure = new RequestError('down', { status: 503 })
const limited = (retryAfterSeconds?: number) =>
  new RateLimitError('slow down', retryAfterSeconds === undefined ? {} : { retryAfterSeconds })

/** Runs a task that fails with these errors, one a try, then succeeds. */
function run(errors: readonly Error[], policy: RetryPolicy, random = 1) {
  const clock = fakeClock()
  const waits: RetryWait[] = []
  let tries = 0
  const task = async () => {
    const error = errors[tries++]
    if (error) throw error
    return 'done'
  }
  const onWait = (wait: RetryWait) => waits.push(wait)
  const outcome = retry(task, { policy, clock, random: () => random, onWait })
  return { outcome, waits, sleeps: clock.sleeps, tries: () => tries }
}

test('the ceilings double, and jitter takes any part of them', async () => {
  const full = run([failure, failure, failure], threeRetriesWithFullJitter)
  expect(await full.outcome).toBe('done')
  expect(full.sleeps).toEqual([2, 4, 8])
  const none = run([failure, failure, failure], threeRetriesWithFullJitter, 0)
  await none.outcome
  expect(none.sleeps).toEqual([0, 0, 0])
})

test('after the last try there is no wait', async () => {
  const four = run(Array(4).fill(failure), threeRetriesWithFullJitter)
  await expect(four.outcome).rejects.toBe(failure)
  expect([four.tries(), four.sleeps.length]).toEqual([4, 3])
})

test('ceilings are capped, and eight retries take about ten minutes', async () => {
  const eight = run(Array(8).fill(failure), eightRetriesInTenMinutes)
  await eight.outcome
  expect(eight.sleeps).toEqual([4, 8, 16, 32, 64, 128, 240, 240])
})

test('told waits cost no try, even where there is none', async () => {
  const waiting = run([limited(5), limited(6)], noRetries)
  expect(await waiting.outcome).toBe('done')
  expect(waiting.sleeps).toEqual([5, 6])
  expect(waiting.waits.map(({ costsTry }) => costsTry)).toEqual([false, false])
})

test('a wait that is not told, or is zero, grows and is never zero', async () => {
  const waiting = run([limited(), limited(0), limited()], noRetries, 0)
  await waiting.outcome
  expect(waiting.sleeps).toEqual([1, 2, 4])
})

test('all told waits of a request together have an end', async () => {
  const policy = { ...noRetries, maxRateLimitSeconds: 10 }
  const waiting = run([limited(6), limited(6)], policy)
  await expect(waiting.outcome).rejects.toThrow(/would be 12 s and the limit is 10 s/)
  expect(waiting.sleeps).toEqual([6])
})

test.each([
  ['a refused request', new RequestError('no', { status: 400 })],
  ['a bug', new TypeError('x is not a function')],
  ['any other error', new Error('disk full')],
])('%s is not tried again', async (_, error) => {
  const once = run([error], threeRetriesWithFullJitter)
  await expect(once.outcome).rejects.toBe(error)
  expect(once.tries()).toBe(1)
})

test('an abort before the first try, and during a wait, gives its reason', async () => {
  const reason = new Error('stopped')
  const options = { policy: threeRetriesWithFullJitter, clock: fakeClock() }
  const task = () => Promise.reject(failure)
  await expect(retry(task, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const controller = new AbortController()
  const onWait = () => controller.abort(reason)
  await expect(retry(task, { ...options, signal: controller.signal, onWait })).rejects.toBe(reason)
})

test('a stop that ends the request itself is thrown as it is, and nothing is tried again', async () => {
  const stop = new Stop(130, 'told to end')
  let tries = 0
  const stopped = retry(
    async () => {
      tries += 1
      throw stop
    },
    { policy: threeRetriesWithFullJitter, clock: fakeClock() },
  )
  await expect(stopped).rejects.toBe(stop)
  expect(tries).toBe(1)
})
