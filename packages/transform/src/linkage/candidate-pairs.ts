import { usableEmail, usablePhone } from '../identity/blocked.ts'
import { type PeopleTable, personColumn, personNode } from '../identity/people.ts'
import type { Dialect } from '../sql/dialect.ts'
import { selectList } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { blockingRules, mostPeopleOfAKey } from './blocking-rules.ts'
import { comparisons } from './comparisons.ts'

/**
 * `linkage_people`: one row a record of a person, with a number from 1, its node in the identity
 * graph, and what it is compared by, in plain letters.
 */
export function linkagePeople(dialect: Dialect, people: readonly PeopleTable[]): Step {
  const query = ({ entity, relation }: PeopleTable) => {
    const column = (name: string) => personColumn(dialect, entity, 'p', name)
    const plain = (name: string) => dialect.clean(dialect.plain(column(name)))
    return `SELECT ${selectList(dialect, {
      node: personNode(entity, 'p'),
      first_name: plain('first_name'),
      last_name: plain('last_name'),
      birth_date: column('birth_date'),
      email: usableEmail(dialect, column('email'), entity.person?.blocked?.email),
      phone: usablePhone(dialect, column('phone'), entity.person?.blocked?.phone),
      street: plain('address1'),
      city: plain('city'),
      zip: dialect.replaceAll(plain('zip'), '[ -]', ''),
    })} FROM ${relation} p`
  }
  return {
    name: 'linkage_people',
    query: `SELECT row_number() OVER (ORDER BY node) AS person, * FROM (
${people.map(query).join('\nUNION ALL ')}) people`,
  }
}

/** `linkage_candidates`: the pairs of people that some blocking rule finds, each with the rule. */
export const candidatePairs = (dialect: Dialect): Step[] => [
  {
    name: 'linkage_keys',
    query: blockingRules
      .map(
        ({ key }, rule) =>
          `SELECT person, ${rule} AS rule, ${key(dialect, 'p')} AS block FROM linkage_people p WHERE ${key(dialect, 'p')} IS NOT NULL`,
      )
      .join('\nUNION ALL '),
  },
  {
    name: 'linkage_blocks',
    query: `SELECT rule, block FROM linkage_keys
GROUP BY rule, block HAVING count(*) BETWEEN 2 AND ${mostPeopleOfAKey}`,
  },
  {
    name: 'linkage_candidates',
    query: `SELECT a.rule, a.person AS person, b.person AS other
FROM linkage_blocks k
JOIN linkage_keys a ON a.rule = k.rule AND a.block = k.block
JOIN linkage_keys b ON b.rule = k.rule AND b.block = k.block AND b.person > a.person`,
  },
]

/** The column that a comparison's level stands in. */
export const levelColumn = (index: number): string => `level_${index}`

/** The query for pairs of people with the level of every comparison. */
export const comparedPairs = (dialect: Dialect, pairs: string): string =>
  `SELECT ${selectList(dialect, {
    person: 'pair.person',
    other: 'pair.other',
    ...Object.fromEntries(
      comparisons.map(({ level }, index) => [levelColumn(index), level(dialect, 'a', 'b')]),
    ),
  })}
FROM ${pairs} pair
JOIN linkage_people a ON a.person = pair.person
JOIN linkage_people b ON b.person = pair.other`

/** `linkage_compared`: each candidate pair once, with its levels. */
export const comparedCandidates = (dialect: Dialect): Step => ({
  name: 'linkage_compared',
  query: comparedPairs(dialect, '(SELECT DISTINCT person, other FROM linkage_candidates)'),
})

/** The query that counts pairs by their levels. */
export const countLevels = (compared: string): string => {
  const columns = comparisons.map((_comparison, index) => levelColumn(index)).join(', ')
  return `SELECT ${columns}, count(*) AS pairs FROM ${compared} compared GROUP BY ${columns} ORDER BY ALL`
}
