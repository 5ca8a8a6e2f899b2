import type { Dialect } from '../sql/dialect.ts'

/** A column of `linkage_people` that comparisons and blocking rules read. */
export type PersonColumn =
  | 'first_name'
  | 'last_name'
  | 'birth_date'
  | 'email'
  | 'phone'
  | 'street'
  | 'city'
  | 'zip'

/** How much alike two people are in one respect. */
export interface Comparison {
  /** As `birth_date`. */
  readonly name: string
  /** What each level means, in words, from "nothing alike" to "the same". */
  readonly levels: readonly string[]
  /** SQL: the level of two rows of `linkage_people`, NULL where one of them does not tell. */
  readonly level: (dialect: Dialect, a: string, b: string) => string
  /** A column whose rare values say more than common ones where they are the same. */
  readonly rareness?: PersonColumn
}

/** SQL: whether both tell, and the same. */
export const same = (a: string, b: string): string => `coalesce(${a} = ${b}, false)`

/** SQL: whether both tell, and two letters of five may differ. */
export const alike = (dialect: Dialect, a: string, b: string): string =>
  `coalesce(${dialect.editDistance(a, b)} * 5 <= greatest(length(${a}), length(${b})) * 2, false)`

/** SQL: NULL where one of two values is not told, else the level of the first case that holds, else 0. */
export const firstLevel = (
  told: readonly string[],
  cases: readonly (readonly [condition: string, level: number])[],
): string =>
  `CASE WHEN ${told.map((value) => `${value} IS NULL`).join(' OR ')} THEN NULL
  ${cases.map(([condition, level]) => `WHEN ${condition} THEN ${level}`).join('\n  ')} ELSE 0 END`
