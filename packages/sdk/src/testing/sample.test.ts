import { expect, test } from 'vitest'
import { sample } from './sample.ts'

test.each([
  [1, 5, 12, [1, 2, 3, 4, 5]],
  [1, 100, 4, [1, 34, 67, 100]],
  [0, -1, 4, []],
  [3, 9, 1, [3]],
  [7, 7, 3, [7]],
])('of %d to %d, %d at most', (first, last, count, places) => {
  expect(sample(first, last, count)).toEqual(places)
})
