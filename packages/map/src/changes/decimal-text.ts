const looseNumber = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/

/** More digits than this are no number that anyone meant. */
const mostDigits = 1000

/**
 * A number written out with all of its digits and no exponent.
 *
 * @param text A number as JSON or people write it: `1e3`, `+.50`, `007`.
 * @returns undefined where it is not a number.
 * @example
 * decimalText('1.50e1') // '15.0'
 */
export function decimalText(text: string): string | undefined {
  const [match, sign = '', whole = '', fraction = '', exponent = '0'] = looseNumber.exec(text) ?? []
  if (match === undefined || whole + fraction === '') return undefined
  const power = Number(exponent)
  if (Math.abs(power) + whole.length + fraction.length > mostDigits) return undefined
  const point = whole.length + power
  const digits = (whole + fraction).padEnd(point, '0')
  const padded = point < 1 ? '0'.repeat(1 - point) + digits : digits
  const split = Math.max(point, 1)
  const before = padded.slice(0, split).replace(/^0+(?=\d)/, '')
  const after = padded.slice(split)
  return `${sign === '-' ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`
}
