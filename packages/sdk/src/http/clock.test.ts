import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'

test('time is the machine’s, and no sleep may take none', async () => {
  const before = Date.now()
  await systemClock.sleep(0)
  expect(systemClock.now()).toBeGreaterThanOrEqual(before)
})

test('an abort ends a sleep at once, with its own reason', async () => {
  const reason = new Error('stopped')
  await expect(systemClock.sleep(3600, AbortSignal.abort(reason))).rejects.toBe(reason)
  const controller = new AbortController()
  const sleep = systemClock.sleep(3600, controller.signal)
  controller.abort(reason)
  await expect(sleep).rejects.toBe(reason)
})
