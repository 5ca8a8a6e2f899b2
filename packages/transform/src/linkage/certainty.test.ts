import { expect, test } from 'vitest'
import { certainty } from './certainty.ts'

test('is a default, and what is given', () => {
  expect(certainty({})).toEqual({ matchProbability: 0.95, reviewProbability: 0.5 })
  expect(certainty({ matchProbability: 0.9 })).toEqual({
    matchProbability: 0.9,
    reviewProbability: 0.5,
  })
})

test.each([
  { matchProbability: 0.4 },
  { matchProbability: 1 },
  { matchProbability: Number.NaN },
  { reviewProbability: 0 },
  { matchProbability: 0.8, reviewProbability: 0.9 },
])('refuses %j', (given) => {
  expect(() => certainty(given)).toThrow(/must be/)
})
