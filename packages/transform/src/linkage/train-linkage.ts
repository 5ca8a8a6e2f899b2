import type { Duck } from '@descant/lake/duckdb'
import type { PeopleTable } from '../identity/people.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { blockingRules } from './blocking-rules.ts'
import {
  candidatePairs,
  comparedCandidates,
  comparedPairs,
  countLevels,
  levelColumn,
  linkagePeople,
} from './candidate-pairs.ts'
import { comparisons } from './comparisons.ts'
import { estimateByEm, toShares } from './estimate-by-em.ts'
import {
  type ComparisonParameters,
  type LevelCount,
  type LinkageModel,
  pairWeight,
  probabilityOf,
} from './linkage-model.ts'

/** What a training looked at, beside what it found. */
export interface Training {
  readonly model: LinkageModel
  readonly people: number
  /** Pairs that some blocking rule found. */
  readonly candidates: number
  /** Rules with enough pairs to learn from, and how many of them the model took for matches. */
  readonly rules: readonly {
    readonly rule: string
    readonly pairs: number
    readonly lambda: number
  }[]
}

/** Random pairs that tell how often strangers agree. */
const randomPairs = 250_000

/** A rule that finds fewer pairs teaches more of chance than of people. */
const fewestPairsToLearnFrom = 100

/**
 * Learns a model from the people themselves; nobody need say who is who.
 *
 * `u` comes from pairs of people at random, who are strangers nearly always. `m` comes from
 * expectation maximisation over the pairs of each blocking rule, which are matches often, without
 * the comparisons that the rule has decided; a comparison that several rules leave open takes the mean.
 * Lambda is what the candidates then add up to among all pairs.
 *
 */
export async function trainLinkage(
  duck: Duck,
  dialect: Dialect,
  tables: readonly PeopleTable[],
): Promise<Training> {
  await materialise(duck, [
    linkagePeople(dialect, tables),
    ...candidatePairs(dialect),
    comparedCandidates(dialect),
  ])
  const people = await numberOf(duck, 'linkage_people')
  const strangers = await levelCounts(
    duck,
    `(${comparedPairs(dialect, `(${shuffledPairs(dialect, people)})`)})`,
  )
  const start = blank().comparisons.map((comparison, index) => ({
    ...comparison,
    u: toShares(seenLevels(strangers, index), comparison.u),
  }))
  const sessions: (Training['rules'][number] & { readonly learnt: LinkageModel })[] = []
  for (const [index, { name, decides }] of blockingRules.entries()) {
    const counts = await levelCounts(
      duck,
      `(SELECT compared.* FROM linkage_compared compared JOIN linkage_candidates c
  ON c.person = compared.person AND c.other = compared.other WHERE c.rule = ${index})`,
    )
    const pairs = counts.reduce((sum, count) => sum + count.pairs, 0)
    if (pairs < fewestPairsToLearnFrom) continue
    const open = counts.map(({ levels, ...count }) => ({
      ...count,
      levels: levels.map((level, at) =>
        decides.includes(comparisons[at]?.name ?? '') ? null : level,
      ),
    }))
    const learnt = estimateByEm(open, { lambda: 0.5, comparisons: start }, { keepU: true })
    sessions.push({ rule: name, pairs, lambda: learnt.lambda, learnt })
  }
  const learnt = start.map((comparison, index): ComparisonParameters => {
    const taught = sessions.filter(({ rule }) => !decided(rule, comparison.name))
    const m = comparison.m.map((before, level) =>
      taught.length === 0
        ? before
        : taught.reduce((sum, { learnt }) => sum + (learnt.comparisons[index]?.m[level] ?? 0), 0) /
          taught.length,
    )
    return { ...comparison, m }
  })
  const candidates = await levelCounts(duck, 'linkage_compared')
  return {
    model: {
      lambda: shareOfMatches(candidates, learnt, (people * (people - 1)) / 2),
      comparisons: learnt,
    },
    people,
    candidates: candidates.reduce((sum, { pairs }) => sum + pairs, 0),
    rules: sessions.map(({ rule, pairs, lambda }) => ({ rule, pairs, lambda })),
  }
}

/** Where a search begins: people agree with themselves mostly, and strangers seldom. */
const blank = (): LinkageModel => ({
  lambda: 0.5,
  comparisons: comparisons.map(({ name, levels }) => {
    const last = levels.length - 1
    return {
      name,
      m: levels.map((_level, index) => (index === last ? 0.7 : 0.3 / last)),
      u: levels.map((_level, index) => (index === 0 ? 0.9 : 0.1 / last)),
    }
  }),
})

const decided = (rule: string, comparison: string): boolean =>
  blockingRules.some(({ name, decides }) => name === rule && decides.includes(comparison))

/** Pairs at random, the same in every run: people in the order of a hash, each with those behind it. */
function shuffledPairs(dialect: Dialect, people: number): string {
  const steps = Math.min(Math.ceil(randomPairs / Math.max(people, 1)), Math.floor((people - 1) / 2))
  return `SELECT least(a.person, b.person) AS person, greatest(a.person, b.person) AS other
FROM (SELECT person, row_number() OVER (ORDER BY ${dialect.sha256('node')}) - 1 AS place FROM linkage_people) a
JOIN (SELECT ${dialect.explode(`range(1, ${Math.max(steps, 0) + 1})`)} AS step) s ON true
JOIN (SELECT person, row_number() OVER (ORDER BY ${dialect.sha256('node')}) - 1 AS place FROM linkage_people) b
  ON b.place = (a.place + s.step) % ${Math.max(people, 1)}`
}

async function levelCounts(duck: Duck, compared: string): Promise<LevelCount[]> {
  const rows = await duck.rows<Record<string, number | bigint | null>>(countLevels(compared))
  return rows.map((row) => ({
    levels: comparisons.map((_comparison, index) => {
      const level = row[levelColumn(index)]
      return level === null || level === undefined ? null : Number(level)
    }),
    pairs: Number(row.pairs),
  }))
}

const seenLevels = (counts: readonly LevelCount[], index: number): number[] =>
  (comparisons[index]?.levels ?? []).map((_words, level) =>
    counts.reduce((sum, { levels, pairs }) => (levels[index] === level ? sum + pairs : sum), 0),
  )

/** Lambda at which the matches among the candidates are that share of all pairs. */
function shareOfMatches(
  candidates: readonly LevelCount[],
  learnt: readonly ComparisonParameters[],
  allPairs: number,
): number {
  let lambda = 1e-3
  for (let round = 0; round < 100 && allPairs > 0; round++) {
    const model = { lambda, comparisons: learnt }
    const matches = candidates.reduce(
      (sum, { levels, pairs }) => sum + pairs * probabilityOf(pairWeight(model, levels)),
      0,
    )
    lambda = Math.min(Math.max(matches / allPairs, 1e-9), 0.5)
  }
  return lambda
}

const numberOf = async (duck: Duck, relation: string): Promise<number> =>
  Number(
    (await duck.rows<{ number: bigint }>(`SELECT count(*) AS number FROM ${relation}`))[0]?.number,
  )
