import type { Clock } from '@descant/sdk'
import { expect, test } from 'vitest'
import { Points } from './points.ts'

const standingClock = () => {
  const sleeps: number[] = []
  let now = 0
  const clock: Clock = {
    now: () => now,
    sleep: async (seconds, signal) => {
      signal?.throwIfAborted()
      sleeps.push(seconds)
      now += seconds * 1000
    },
  }
  return { clock, sleeps }
}

const bucket = (currentlyAvailable: number) => ({
  maximumAvailable: 1000,
  currentlyAvailable,
  restoreRate: 100,
})

test('what is not known yet is not waited for', async () => {
  const { clock, sleeps } = standingClock()
  await new Points(clock).take(900)
  expect(sleeps).toEqual([])
})

test('a query waits exactly until its points are there', async () => {
  const { clock, sleeps } = standingClock()
  const points = new Points(clock)
  await points.take(10)
  points.settle(10, bucket(30))
  await points.take(280)
  expect(sleeps).toEqual([2.5])
})

test('what came back since the last answer counts', async () => {
  const { clock, sleeps } = standingClock()
  const points = new Points(clock)
  await points.take(10)
  points.settle(10, bucket(30))
  await clock.sleep(2)
  await points.take(280)
  expect(sleeps).toEqual([2, 0.5])
})

test('queries under way are counted in, and what they did not cost is not waited for', async () => {
  const { clock, sleeps } = standingClock()
  const points = new Points(clock)
  await points.take(10)
  points.settle(10, bucket(300))
  await points.take(250)
  let isTaken = false
  const second = points.take(100).then(() => {
    isTaken = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isTaken).toBe(false)
  points.settle(250, bucket(280))
  await second
  expect(sleeps).toEqual([])
})

test('a query that ends without an answer holds nobody up', async () => {
  const { clock, sleeps } = standingClock()
  const points = new Points(clock)
  await points.take(10)
  points.settle(10, bucket(300))
  await points.take(250)
  const second = points.take(350)
  points.settle(250, undefined)
  await second
  expect(sleeps).toEqual([0.5])
})

test('a large query is not overtaken by small ones for ever', async () => {
  const { clock } = standingClock()
  const points = new Points(clock)
  await points.take(1)
  points.settle(1, bucket(5))
  const order: string[] = []
  await Promise.all([
    points.take(500).then(() => {
      order.push('large')
      points.settle(500, bucket(100))
    }),
    points.take(1).then(() => order.push('small')),
  ])
  expect(order).toEqual(['large', 'small'])
})

test('one who gives up does not hold up the line', async () => {
  const { clock } = standingClock()
  const points = new Points(clock)
  await points.take(1)
  points.settle(1, bucket(0))
  const stop = new Error('told to end')
  await expect(points.take(500, AbortSignal.abort(stop))).rejects.toBe(stop)
  await expect(points.take(10)).resolves.toBeUndefined()
})
