/** What a value can be cast to. */
export type CastType = 'string' | 'integer' | 'number' | 'boolean'

export const castTypes: readonly CastType[] = ['string', 'integer', 'number', 'boolean']

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
/** An exponent beyond this would write more zeros than any number needs. */
const mostZeros = 400

/**
 * Casts the JSON text of a value, without ever rounding: digits go over as they stand. A null stays
 * null.
 *
 * @returns the JSON text of the cast value; undefined where the value cannot be one exactly.
 * @example
 * castLiteral('"12345678901234567890.10"', 'number') // '12345678901234567890.10'
 * castLiteral('1.5', 'integer') // undefined
 */
export function castLiteral(literal: string, to: CastType): string | undefined {
  if (literal === 'null') return literal
  const isText = literal.startsWith('"')
  const content = isText ? (JSON.parse(literal) as string).trim() : literal
  switch (to) {
    case 'string':
      return isText ? literal : JSON.stringify(literal)
    case 'number':
      return number.test(content) ? content : undefined
    case 'integer':
      return number.test(content) ? asInteger(content) : undefined
    case 'boolean':
      if (content === 'true' || content === '1') return 'true'
      return content === 'false' || content === '0' ? 'false' : undefined
  }
}

function asInteger(literal: string): string | undefined {
  if (/^-?\d+$/.test(literal)) return literal
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? []
  const shift = Number(exponent)
  if (Math.abs(shift) > mostZeros) return undefined
  const digits = whole + fraction
  const point = whole.length + shift
  const left = digits.slice(0, Math.max(0, point)).padEnd(point, '0')
  const right = point < 0 ? digits : digits.slice(point)
  if (/[1-9]/.test(right)) return undefined
  return sign + (left.replace(/^0+(?=\d)/, '') || '0')
}
