import type { Dialect } from '../sql/dialect.ts'

/** What people and shops write where they have no address: such an e-mail names nobody. */
const blockedEmails =
  '^(anonymous|guest|customer|user|none|null|nil|undefined|unknown|na|n[.]a|no-?e?mail|not-?provided|no-?reply|do-?not-?reply|invalid|email|mail|test|x+|a|0+|1+)@(.*[.](invalid|test|local)|example[.](com|org|net)|test[.]com|email[.]com|mail[.]com|none[.]com|no-?e?mail[.]com|noreply[.]com|a[.]com|x+[.]com)$'

/** Mailboxes that are nobody's wherever they are. */
const blockedMailboxes =
  '^(anonymous|undefined|null|none|no-?e?mail|not-?provided|no-?reply|do-?not-?reply|0+)@'

/** One digit over and over is no number of anybody. */
const blockedPhones = '0{7}|1{7}|2{7}|3{7}|4{7}|5{7}|6{7}|7{7}|8{7}|9{7}|1234567890'

/** A standard e-mail, NULL where it is one of those that name nobody. */
export const usableEmail = (
  dialect: Dialect,
  email: string,
  blocked: readonly string[] = [],
): string =>
  `CASE WHEN ${isNone(dialect, email, blocked)}NOT ${dialect.matches(email, blockedEmails)} AND NOT ${dialect.matches(email, blockedMailboxes)} THEN ${email} END`

/** A standard phone, NULL where it is one of those that name nobody. */
export const usablePhone = (
  dialect: Dialect,
  phone: string,
  blocked: readonly string[] = [],
): string =>
  `CASE WHEN ${isNone(dialect, phone, blocked)}NOT ${dialect.matches(phone, blockedPhones)} THEN ${phone} END`

/** The condition that a value is none of a project's own blocked ones. */
const isNone = (dialect: Dialect, value: string, blocked: readonly string[]): string =>
  blocked.length === 0 ? '' : `${value} NOT IN (${blocked.map(dialect.text).join(', ')}) AND `
