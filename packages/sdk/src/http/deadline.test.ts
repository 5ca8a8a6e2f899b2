import { getEventListeners } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Deadline, EitherSignal } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('either parent aborts, with its own reason', () => {
  const [run, request] = [new AbortController(), new AbortController()]
  const either = new EitherSignal([run.signal, undefined, request.signal])
  request.abort('request')
  run.abort('run')
  expect(either.signal.reason).toBe('request')
  expect(new EitherSignal([run.signal]).signal.reason).toBe('run')
})

test('many requests at once are no leak of listeners that Node would warn of', async () => {
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  const run = new AbortController()
  const open = Array.from({ length: 12 }, () => new EitherSignal([run.signal]))
  await setImmediate()
  process.off('warning', onWarning)
  expect(warnings).toEqual([])
  for (const either of open) either.end()
  expect(getEventListeners(run.signal, 'abort')).toEqual([])
})

test('nothing stays on a parent that outlives it', () => {
  const run = new AbortController()
  for (let requests = 0; requests < 3; requests += 1) new Deadline(1, [run.signal], Error).end()
  expect(getEventListeners(run.signal, 'abort')).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('time runs out, stands still in a pause, and begins again', () => {
  const deadline = new Deadline(10, [], () => new Error('too slow'))
  vi.advanceTimersByTime(9_000)
  deadline.pause()
  vi.advanceTimersByTime(60_000)
  deadline.restart()
  vi.advanceTimersByTime(9_999)
  expect(deadline.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(deadline.signal.reason).toEqual(new Error('too slow'))
})
