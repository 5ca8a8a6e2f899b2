/**
 * A decimal as the API writes its doubles: with an exponent from ten million on, and below a
 * thousandth. No digit is lost.
 *
 * @example
 * doubleLiteral('99213206.0') // '9.9213206E7'
 * doubleLiteral('12.5') // '12.5'
 * @see https://help.salesforce.com/s/articleView?id=000385889
 */
export function doubleLiteral(decimal: string): string {
  const sign = decimal.startsWith('-') ? '-' : ''
  const [whole = '0', places = ''] = decimal.slice(sign.length).split('.')
  if (whole.length <= 7 && (whole !== '0' || !/^000[^0]|^0000/.test(places))) return decimal
  const digits = `${whole}${places}`
  const first = digits.search(/[1-9]/)
  if (first < 0) return decimal
  const rest = digits.slice(first + 1).replace(/0+$/, '')
  return `${sign}${digits[first]}.${rest || '0'}E${whole.length - 1 - first}`
}
