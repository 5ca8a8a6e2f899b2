import { existsSync, readFileSync } from 'node:fs'
import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { estimateByEm, toShares } from './estimate-by-em.ts'
import { type LevelCount, type LinkageModel, pairWeight, probabilityOf } from './linkage-model.ts'

const knownPairs = new URL(
  '../../../../../shared/corpora/identity/known_params_comparison_vectors.csv',
  import.meta.url,
)

/** Two levels each, nothing known: matches agree more often than not, others seldom. */
const blank = (names: readonly string[]): LinkageModel => ({
  lambda: 0.5,
  comparisons: names.map((name) => ({ name, m: [0.2, 0.8], u: [0.8, 0.2] })),
})

test.skipIf(!existsSync(knownPairs))(
  'recovers the parameters that pairs were made with (skipped where the corpus is not there)',
  () => {
    const [, ...rows] = readFileSync(knownPairs, 'utf8').trimEnd().split('\n')
    const counts = rows.map((row): LevelCount => {
      return { levels: row.split(',').slice(0, 3).map(Number), pairs: 1 }
    })
    const { comparisons } = estimateByEm(counts, blank(['a', 'b', 'c']))
    const agree = comparisons.map(({ m, u }) => [m[1] as number, u[1] as number])
    const known = [
      [0.7, 0.1],
      [0.9, 0.025],
      [0.95, 0.2],
    ]
    for (const [index, [m = 0, u = 0]] of known.entries()) {
      expect(Math.abs((agree[index]?.[0] ?? 0) - m)).toBeLessThan(0.02)
      expect(Math.abs((agree[index]?.[1] ?? 0) - u)).toBeLessThan(0.02)
    }
  },
)

/** Exact shares of all level combinations under a model, as if from endless pairs. */
function expectedCounts(model: LinkageModel): LevelCount[] {
  const combinations = model.comparisons.reduce<number[][]>(
    (all, { m }) => all.flatMap((levels) => m.map((_share, level) => [...levels, level])),
    [[]],
  )
  const likelihood = (of: 'm' | 'u', levels: readonly number[]) =>
    levels.reduce(
      (product, level, index) => product * (model.comparisons[index]?.[of][level] ?? 0),
      1,
    )
  return combinations.map((levels) => ({
    levels,
    pairs: model.lambda * likelihood('m', levels) + (1 - model.lambda) * likelihood('u', levels),
  }))
}

test('finds any model again from what it predicts', () => {
  const percent = (min: number, max: number) => integer({ min, max }).map((value) => value / 100)
  assert(
    property(percent(5, 60), percent(70, 97), percent(2, 20), (lambda, agree, chance) => {
      const comparisons = ['a', 'b', 'c', 'd'].map((name, index) => {
        const m = agree - index * 0.03
        const u = chance + index * 0.02
        return { name, m: [1 - m, m], u: [1 - u, u] }
      })
      const found = estimateByEm(
        expectedCounts({ lambda, comparisons }),
        blank(['a', 'b', 'c', 'd']),
        {
          precision: 1e-9,
          mostRounds: 5000,
        },
      )
      expect(found.lambda).toBeCloseTo(lambda, 2)
      for (const [index, { m, u }] of comparisons.entries()) {
        expect(found.comparisons[index]?.m[1]).toBeCloseTo(m[1] as number, 2)
        expect(found.comparisons[index]?.u[1]).toBeCloseTo(u[1] as number, 2)
      }
    }),
    { numRuns: 20 },
  )
})

test('what is known stays as it is, and what does not tell moves nothing', () => {
  const start = blank(['a', 'b'])
  const counts = [
    { levels: [1, null], pairs: 30 },
    { levels: [0, null], pairs: 70 },
  ]
  const found = estimateByEm(counts, start, { keepU: true })
  expect(found.comparisons[0]?.u).toEqual([0.8, 0.2])
  expect(found.comparisons[1]).toEqual(start.comparisons[1])
})

test('no level that was not seen is impossible', () => {
  expect(toShares([0, 10], [0.5, 0.5])[0]).toBeGreaterThan(0)
  expect(toShares([0, 0], [0.4, 0.6])).toEqual([0.4, 0.6])
})

test('weights add up to the probability of the worked example', () => {
  expect(probabilityOf(-6.67 + 4.74 + 6.49 - 1.97 - 1.12 + 8)).toBeCloseTo(0.9986, 4)
  expect(probabilityOf(2)).toBeCloseTo(0.8, 10)
  const model = { lambda: 0.5, comparisons: [{ name: 'a', m: [0.1, 0.9], u: [0.9, 0.1] }] }
  expect(pairWeight(model, [null])).toBe(0)
  expect(pairWeight(model, [1])).toBeCloseTo(Math.log2(9), 10)
})
