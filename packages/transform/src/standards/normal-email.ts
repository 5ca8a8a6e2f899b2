import type { Dialect } from '../sql/dialect.ts'

/** One '@', no blanks or list separators, a dot in the domain. */
const emailForm = '^[^@\\s,;<>]+@[^@\\s,;<>]+[.][^@.\\s,;<>]{2,}$'

/**
 * An e-mail address in the form that it is stored and compared in: lower case; NULL where it is no
 * address. Dots and `+tags` stay: they make different mailboxes with most providers.
 */
export const normalEmail = (dialect: Dialect, email: string): string =>
  `CASE WHEN ${dialect.matches(email, emailForm)} THEN ${dialect.lower(email)} END`
