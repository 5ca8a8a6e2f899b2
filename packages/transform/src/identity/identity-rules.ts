import type { Dialect } from '../sql/dialect.ts'

/** How far one kind of identifier is believed. */
export interface IdentifierRule {
  /** An identifier that more records share links none of them. @default 200 */
  readonly mostRecords?: number
  /** Values that name nobody, in their standard form: a shop's own address, a till's number. */
  readonly blocked?: readonly string[]
}

/** What people are known by, and how far; beside what is built in. */
export interface IdentityRules {
  readonly email: IdentifierRule
  readonly phone: IdentifierRule
}

/** Each kind as it is built in. */
export const standardIdentity: IdentityRules = { email: {}, phone: {} }

/** What identifiers of a kind begin with, behind the mark of a split. */
const kinds = { email: 'e', phone: 't' } as const

/** SQL of how many records may share an identifier before it links none. */
export function mostRecordsOf(
  dialect: Dialect,
  identifier: string,
  mostRecords: number,
  rules: IdentityRules = standardIdentity,
): string {
  const cases = (['email', 'phone'] as const).flatMap((kind) => {
    const most = rules[kind].mostRecords
    const isOfKind = dialect.matches(identifier, `(^| )${kinds[kind]}:`)
    return most === undefined ? [] : [`WHEN ${isOfKind} THEN ${most}`]
  })
  return cases.length === 0
    ? String(mostRecords)
    : `CASE ${cases.join(' ')} ELSE ${mostRecords} END`
}
