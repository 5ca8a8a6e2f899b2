import type { PeopleTable } from '../identity/people.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import {
  candidatePairs,
  comparedCandidates,
  levelColumn,
  linkagePeople,
} from './candidate-pairs.ts'
import { comparisons } from './comparisons.ts'
import { type LinkageModel, levelWeight, weightOf } from './linkage-model.ts'

/**
 * `linkage_weights`: every candidate pair with its levels and its weight in bits. The weight and not
 * the probability is kept, which a double can no longer tell from 1 above 53 bits.
 *
 * Where two people agree on a rare value, that says more than the model's mean does: the value's own
 * share among all people takes the place of `u`.
 *
 */
export function likelyPairs(
  dialect: Dialect,
  people: readonly PeopleTable[],
  model: LinkageModel,
): Step[] {
  const rare = comparisons.flatMap(({ rareness }) => (rareness === undefined ? [] : [rareness]))
  const levels = comparisons.map((_comparison, index) => levelColumn(index))
  return [
    linkagePeople(dialect, people),
    ...candidatePairs(dialect),
    comparedCandidates(dialect),
    ...rare.map((column) => ({
      name: `linkage_rareness_${column}`,
      query: `SELECT ${column} AS value, count(*) AS people, ${dialect.cast('sum(count(*)) OVER ()', 'double')} AS known
FROM linkage_people WHERE ${column} IS NOT NULL GROUP BY ${column}`,
    })),
    {
      name: 'linkage_weights',
      query: `SELECT a.node AS node, b.node AS other_node, ${columnsOf(dialect, 'c', levels)},
  round(${weightOf(model.lambda)} + ${comparisons.map((_comparison, index) => weightSql(model, index)).join('\n  + ')}, 6) AS weight
FROM linkage_compared c
JOIN linkage_people a ON a.person = c.person
JOIN linkage_people b ON b.person = c.other
${rare.map((column) => `LEFT JOIN linkage_rareness_${column} ${column}_share ON ${column}_share.value = a.${column}`).join('\n')}`,
    },
  ]
}

function weightSql(model: LinkageModel, index: number): string {
  const comparison = comparisons[index]
  const parameters = model.comparisons.find(({ name }) => name === comparison?.name)
  if (comparison === undefined || parameters === undefined) return '0'
  const top = comparison.levels.length - 1
  const cases = comparison.levels.map((_words, level) => {
    const share = `${comparison.rareness}_share`
    const weight =
      level === top && comparison.rareness !== undefined
        ? `(${Math.log2(parameters.m[level] as number)} - log2(${share}.people / ${share}.known))`
        : String(levelWeight(parameters, level))
    return `WHEN ${level} THEN ${weight}`
  })
  return `CASE c.${levelColumn(index)} ${cases.join(' ')} ELSE 0 END`
}
