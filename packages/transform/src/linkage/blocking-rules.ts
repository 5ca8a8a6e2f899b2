import type { Dialect } from '../sql/dialect.ts'

/**
 * Which people are compared at all: those who have the same key. All pairs of a million people would
 * be half a billion thousands; a few rules that each forgive another error find nearly every pair
 * that is worth comparing.
 */
export interface BlockingRule {
  readonly name: string
  /** SQL: the key of a row of `linkage_people`, NULL where it has none. */
  readonly key: (dialect: Dialect, person: string) => string
  /** The comparisons that are decided where keys are the same: such pairs say nothing about them. */
  readonly decides: readonly string[]
}

/** The parts of a key, NULL where one of them is. */
const all = (...parts: readonly string[]) => parts.join(` || '|' || `)

const birthYear = (dialect: Dialect, person: string) =>
  `substring(${dialect.cast(`${person}.birth_date`, 'string')}, 1, 4)`

export const blockingRules: readonly BlockingRule[] = [
  { name: 'email', key: (_dialect, p) => `${p}.email`, decides: ['email'] },
  { name: 'phone', key: (_dialect, p) => `${p}.phone`, decides: ['phone'] },
  {
    name: 'birth date',
    key: (dialect, p) => dialect.cast(`${p}.birth_date`, 'string'),
    decides: ['birth_date'],
  },
  { name: 'street', key: (_dialect, p) => `${p}.street`, decides: ['street'] },
  {
    name: 'both names, in either order',
    key: (_dialect, p) =>
      all(
        `least(${p}.first_name, ${p}.last_name)`,
        `greatest(${p}.first_name, ${p}.last_name)`,
        `CASE WHEN ${p}.first_name IS NOT NULL AND ${p}.last_name IS NOT NULL THEN '' END`,
      ),
    decides: ['name'],
  },
  {
    name: 'first name and city',
    key: (_dialect, p) => all(`${p}.first_name`, `${p}.city`),
    decides: ['name', 'city'],
  },
  {
    name: 'last name and city',
    key: (_dialect, p) => all(`${p}.last_name`, `${p}.city`),
    decides: ['name', 'city'],
  },
  {
    name: 'first name and zip',
    key: (_dialect, p) => all(`${p}.first_name`, `${p}.zip`),
    decides: ['name', 'zip'],
  },
  {
    name: 'last name and zip',
    key: (_dialect, p) => all(`${p}.last_name`, `${p}.zip`),
    decides: ['name', 'zip'],
  },
  {
    name: 'first name and year of birth',
    key: (dialect, p) => all(`${p}.first_name`, birthYear(dialect, p)),
    decides: ['name', 'birth_date'],
  },
  {
    name: 'last name and year of birth',
    key: (dialect, p) => all(`${p}.last_name`, birthYear(dialect, p)),
    decides: ['name', 'birth_date'],
  },
]

/** A key that more people share than this finds no pairs: there are too many, and it says too little. */
export const mostPeopleOfAKey = 200
