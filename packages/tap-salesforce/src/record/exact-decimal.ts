const shape = /^([+-]?)0*(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/

/**
 * A decimal in its shortest plain form, to the last digit: `3.5E8` is `350000000`, `12.50` is `12.5`,
 * `3.0` is `3`. REST and Bulk API 2.0 write the same number in different ways. A text that is no
 * number stays as it is, and so does one with an exponent beyond 99.
 */
export function exactDecimal(text: string): string {
  const parts = shape.exec(text)
  if (!parts || !/\d/.test(text)) return text
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded = digits.padStart(digits.length + Math.max(0, -point), '0')
  const at = Math.max(0, point)
  const integer = padded.slice(0, at).padEnd(at, '0').replace(/^0+/, '')
  const rest = padded.slice(at).replace(/0+$/, '')
  const plain = `${integer || '0'}${rest ? `.${rest}` : ''}`
  return sign === '-' && plain !== '0' ? `-${plain}` : plain
}
