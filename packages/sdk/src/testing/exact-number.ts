/**
 * The one way to write a number, whatever holds it: a number, a bigint, digits in a text, or an object
 * that gives its digits. Undefined where it is none.
 *
 * @example
 * exactNumber('10.10') === exactNumber(10.1) // '101e-1'
 */
export function exactNumber(value: unknown): string | undefined {
  if (!['number', 'bigint', 'string', 'object'].includes(typeof value) || value === null) {
    return undefined
  }
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(String(value))
  if (!parts) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + digits.length - significant.length
  return `${sign}${significant}e${power}`
}
