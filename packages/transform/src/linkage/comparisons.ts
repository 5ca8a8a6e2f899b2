import type { Dialect } from '../sql/dialect.ts'
import { alike, type Comparison, firstLevel, type PersonColumn, same } from './comparison.ts'

/** Given and family name together, in either order: forms and people swap them. */
const nameComparison: Comparison = {
  name: 'name',
  levels: [
    'nothing alike',
    'one name alike',
    'one name the same',
    'both names alike',
    'one name the same, the other alike',
    'the same',
  ],
  level(dialect, a, b) {
    const pairs = [
      ['first_name', 'first_name', 'last_name', 'last_name'],
      ['first_name', 'last_name', 'last_name', 'first_name'],
    ].map(([a1, b1, a2, b2]) => ({
      one: [`${a}.${a1}`, `${b}.${b1}`] as const,
      other: [`${a}.${a2}`, `${b}.${b2}`] as const,
    }))
    const inEitherOrder = (condition: (pair: (typeof pairs)[number]) => string) =>
      `(${pairs.map(condition).join(' OR ')})`
    const close = (values: readonly [string, string]) => alike(dialect, ...values)
    const anyName = (person: string) => `coalesce(${person}.first_name, ${person}.last_name)`
    return firstLevel(
      [anyName(a), anyName(b)],
      [
        [inEitherOrder(({ one, other }) => `${same(...one)} AND ${same(...other)}`), 5],
        [
          inEitherOrder(
            ({ one, other }) =>
              `(${same(...one)} AND ${close(other)}) OR (${close(one)} AND ${same(...other)})`,
          ),
          4,
        ],
        [inEitherOrder(({ one, other }) => `(${close(one)} AND ${close(other)})`), 3],
        [inEitherOrder(({ one, other }) => `${same(...one)} OR ${same(...other)}`), 2],
        [inEitherOrder(({ one, other }) => `${close(one)} OR ${close(other)}`), 1],
      ],
    )
  },
}

/** A wrong digit, day and month swapped, or a date that was guessed, are errors that people make. */
const birthDateComparison: Comparison = {
  name: 'birth_date',
  levels: [
    'more than ten years apart',
    'within ten years',
    'within a year',
    'a digit differs, or day and month are swapped',
    'the same',
  ],
  level(dialect, a, b) {
    const [left, right] = [`${a}.birth_date`, `${b}.birth_date`]
    const text = (date: string) => dialect.cast(date, 'string')
    const swapped = (date: string) =>
      `substring(${text(date)}, 1, 5) || substring(${text(date)}, 9, 2) || '-' || substring(${text(date)}, 6, 2)`
    const days = dialect.daysBetween(left, right)
    return firstLevel(
      [left, right],
      [
        [`${left} = ${right}`, 4],
        [
          `${dialect.editDistance(text(left), text(right))} <= 1 OR ${text(left)} = ${swapped(right)}`,
          3,
        ],
        [`${days} <= 366`, 2],
        [`${days} <= 3660`, 1],
      ],
    )
  },
}

/** The whole address, or the part before the @: people change their provider more than their name. */
const emailComparison: Comparison = {
  name: 'email',
  levels: ['nothing alike', 'alike', 'the same'],
  level(dialect, a, b) {
    const [left, right] = [`${a}.email`, `${b}.email`]
    const mailbox = (email: string) => dialect.replaceAll(email, '@.*$', '')
    return firstLevel(
      [left, right],
      [
        [`${left} = ${right}`, 2],
        [
          `${dialect.editDistance(left, right)} * 10 <= greatest(length(${left}), length(${right})) * 3 OR ${mailbox(left)} = ${mailbox(right)}`,
          1,
        ],
      ],
    )
  },
}

/** A text that may be misspelt. */
const spelling = (
  column: PersonColumn,
  closeEnough: (dialect: Dialect, a: string, b: string) => string,
  more: Partial<Comparison> = {},
): Comparison => ({
  name: column,
  levels: ['nothing alike', 'alike', 'the same'],
  level(dialect, a, b) {
    const [left, right] = [`${a}.${column}`, `${b}.${column}`]
    return firstLevel(
      [left, right],
      [
        [`${left} = ${right}`, 2],
        [closeEnough(dialect, left, right), 1],
      ],
    )
  },
  ...more,
})

const oneApart = (dialect: Dialect, a: string, b: string) => `${dialect.editDistance(a, b)} <= 1`

/** Everything that two people are compared by, in the order of a model's parameters. */
export const comparisons: readonly Comparison[] = [
  nameComparison,
  birthDateComparison,
  emailComparison,
  spelling('phone', oneApart),
  spelling('street', alike),
  spelling('city', alike, { rareness: 'city' }),
  spelling('zip', oneApart),
]
