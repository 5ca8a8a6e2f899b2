import type { Dialect } from '../sql/dialect.ts'

/**
 * A phone number as its digits, with a leading '+' where it had one: extensions, `(0)` and all
 * signs between are gone.
 */
export const phoneDigits = (dialect: Dialect, phone: string): string => {
  const withoutExtension = dialect.replaceAll(phone, '([xX#;,]|ext).*$', '')
  const digits = dialect.replaceAll(
    dialect.replaceAll(withoutExtension, '[(]0[)]', ''),
    '[^0-9+]',
    '',
  )
  // Most numbers are written so: to look takes a quarter of what taking signs out of them does.
  return `CASE WHEN ${dialect.matches(phone, '^[0-9+]*$')} THEN ${phone} ELSE ${digits} END`
}

/**
 * Phone digits as E.164, NULL where they give none. A number that does not say its country is a
 * national one of the numbering plan that is given.
 *
 * @param digits SQL of what `phoneDigits` gave.
 * @param plan the alias of a row of `calling_codes`, all NULL where the country is unknown.
 */
export function e164(dialect: Dialect, digits: string, plan: string): string {
  const international = `CASE
    WHEN ${digits} LIKE '+%' THEN substring(${digits}, 2)
    WHEN ${digits} LIKE '00%' THEN substring(${digits}, 3)
    WHEN ${plan}.calling_code = '1' AND ${digits} LIKE '011%' THEN substring(${digits}, 4)
  END`
  const trunk = `length(${plan}.trunk_prefix)`
  const fits = (length: string) => `${length} BETWEEN ${plan}.shortest AND ${plan}.longest`
  const startsWith = (prefix: string) => `substring(${digits}, 1, length(${prefix})) = ${prefix}`
  const national = `CASE
    WHEN ${trunk} > 0 AND ${startsWith(`${plan}.trunk_prefix`)} AND ${fits(`length(${digits}) - ${trunk}`)}
      THEN ${plan}.calling_code || substring(${digits}, ${trunk} + 1)
    WHEN ${fits(`length(${digits})`)}
      THEN ${plan}.calling_code || ${digits}
    WHEN ${startsWith(`${plan}.calling_code`)} AND ${fits(`length(${digits}) - length(${plan}.calling_code)`)}
      THEN ${digits}
  END`
  const number = `coalesce(${international}, ${national})`
  return `CASE WHEN ${dialect.matches(number, '^[1-9][0-9]{6,14}$')} THEN '+' || ${number} END`
}
