/**
 * Compares two decimal literals exactly, however many digits they have.
 *
 * @example
 * compareDecimals('1234567890.12345678', '1234567890.12345679') // -1
 */
export function compareDecimals(left: string, right: string): number {
  // Up to 15 digits a double tells all decimals apart, and is much faster.
  if (left.length <= 15 && right.length <= 15) return Math.sign(Number(left) - Number(right))
  const places = Math.max(decimals(left), decimals(right))
  const difference = scaled(left, places) - scaled(right, places)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** A sum of decimal literals, exact. */
export function addDecimals(left: string, right: string): string {
  const places = Math.max(decimals(left), decimals(right), 1)
  const sum = scaled(left, places) + scaled(right, places)
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0')
  const text = `${digits.slice(0, -places)}.${digits.slice(-places).replace(/0+$/, '') || '0'}`
  return sum < 0n ? `-${text}` : text
}

const decimals = (literal: string) => plain(literal).split('.')[1]?.length ?? 0

function scaled(literal: string, places: number): bigint {
  const [whole = '0', rest = ''] = plain(literal).split('.')
  const digits = `${whole.replace(/^[+-]/, '')}${rest.padEnd(places, '0')}`
  return whole.startsWith('-') ? -BigInt(digits) : BigInt(digits)
}

/** Without an exponent. */
function plain(literal: string): string {
  return /e/i.test(literal) ? Number(literal).toFixed(10) : literal
}
