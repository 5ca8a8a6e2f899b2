import { expect, test } from 'vitest'
import { costOf, secondsUntil } from './throttle.ts'

const status = (currentlyAvailable: number, restoreRate = 50, maximumAvailable = 1000) => ({
  maximumAvailable,
  currentlyAvailable,
  restoreRate,
})

test.each([
  ['what is missing, by the rate', 752, status(666), 1.72],
  ['nothing where there is enough', 100, status(100), 0],
  ['a thousandth more rather than too little', 1, status(0, 3), 0.334],
  ['until the bucket is full where it never holds so much', 1500, status(900), 2],
])('the wait is %s', (_, points, bucket, seconds) => {
  expect(secondsUntil(points, bucket)).toBe(seconds)
})

test.each([
  [{}],
  [{ cost: null }],
  [{ cost: { requestedQueryCost: 3 } }],
  [{ cost: { requestedQueryCost: 3, throttleStatus: status(5, 0) } }],
  [{ cost: { requestedQueryCost: 3, throttleStatus: { ...status(5), currentlyAvailable: null } } }],
])('%j tells no cost', (extensions) => {
  expect(costOf(extensions)).toBeUndefined()
})

test('the cost of a throttled answer, too, is read', () => {
  const cost = { requestedQueryCost: 752, actualQueryCost: null, throttleStatus: status(666) }
  expect(costOf({ cost })).toEqual(cost)
})
