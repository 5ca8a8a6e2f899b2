/**
 * A count of cents as Shopify writes a decimal: exact, without trailing zeros, but with at least
 * one digit behind the point.
 *
 * @example
 * formatAmount(1100) // '11.0'
 * formatAmount(23110) // '231.1'
 * formatAmount(94995) // '949.95'
 */
export function formatAmount(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const decimals = digits.slice(-2)
  return `${sign}${digits.slice(0, -2)}.${decimals.endsWith('0') ? decimals.slice(0, 1) : decimals}`
}
