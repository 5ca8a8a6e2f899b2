import { expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from './clock.ts'

test('starts where it is told and runs on with what elapses', () => {
  let elapsed = 5000
  const clock = new VirtualClock(WAKING_TIME, () => elapsed)
  expect(clock.now()).toBe(WAKING_TIME)
  elapsed = 5250
  expect(clock.now()).toBe(WAKING_TIME + 250)
})

test('can be pushed ahead, and brought to a moment that does not count as pushed', () => {
  const clock = new VirtualClock(WAKING_TIME, () => 0)
  clock.advance(90)
  clock.reach(WAKING_TIME + 100_000)
  expect(clock.now()).toBe(WAKING_TIME + 100_000)
  clock.reach(WAKING_TIME)
  expect(clock.now()).toBe(WAKING_TIME + 100_000)
  expect(clock.advancedMilliseconds).toBe(90_000)
})
