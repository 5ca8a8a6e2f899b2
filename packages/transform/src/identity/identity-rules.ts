import type { Dialect } from '../sql/dialect.ts'

/** A kind of identifier. */
export type IdentifierKind = 'email' | 'phone'

export const identifierKinds: readonly IdentifierKind[] = ['email', 'phone']

/** How far one kind of identifier is believed. */
export interface IdentifierRule {
  /** An identifier that more records share links none of them. @default 200 */
  readonly mostRecords?: number
  /**
   * How many different ones a profile may have. Where it would have more, what ties its records is
   * dropped by its strength, the weakest first: likeness, then `weakestFirst`, until the limit is kept.
   * @default as many as there are
   */
  readonly mostPerProfile?: number
  /** Values that name nobody, in their standard form: a shop's own address, a till's number. */
  readonly blocked?: readonly string[]
}

/** What people are known by, and how far; beside what is built in. */
export interface IdentityRules {
  readonly email: IdentifierRule
  readonly phone: IdentifierRule
  /** Which kind gives way first where a limit is passed; what a provider itself says never does. */
  readonly weakestFirst: readonly IdentifierKind[]
}

/** Each kind as it is built in. */
export const standardIdentity: IdentityRules = {
  email: {},
  phone: {},
  weakestFirst: ['phone', 'email'],
}

/** What identifiers of a kind begin with, behind the mark of a split. */
const kinds = { email: 'e', phone: 't' } as const

/** SQL of whether an identifier is of a kind. */
export const isOfKind = (dialect: Dialect, identifier: string, kind: IdentifierKind): string =>
  dialect.matches(identifier, `(^| )${kinds[kind]}:`)

/** SQL of how many records may share an identifier before it links none. */
export function mostRecordsOf(
  dialect: Dialect,
  identifier: string,
  mostRecords: number,
  rules: IdentityRules = standardIdentity,
): string {
  const cases = identifierKinds.flatMap((kind) => {
    const most = rules[kind].mostRecords
    return most === undefined ? [] : [`WHEN ${isOfKind(dialect, identifier, kind)} THEN ${most}`]
  })
  return cases.length === 0
    ? String(mostRecords)
    : `CASE ${cases.join(' ')} ELSE ${mostRecords} END`
}
