/**
 * Writing JSON without losing digits. `JSON.stringify` refuses bigints, and rounds nothing only
 * because the rounding already happened when the number became a double. `JSON.rawJSON` would help,
 * but Node 20 does not have it.
 */

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * A number as its digits, written into a record exactly so: for decimals and integers that a double
 * would round. Most readers take JSON numbers through a double all the same, so prefer a string
 * where the schema allows one.
 *
 * @throws {TypeError} where the text is not a JSON number.
 * @example
 * yield { id: 1, balance: new NumberLiteral('99999999999999.99') }
 */
export class NumberLiteral {
  readonly digits: string

  constructor(digits: string) {
    if (!numberText.test(digits)) throw new TypeError(`${JSON.stringify(digits)} is not a number`)
    this.digits = digits
  }

  /** JSON.stringify must not write a rounded number: it is made to fail, and the slow way taken. */
  toJSON(): never {
    throw new InexactError()
  }

  toString(): string {
    return this.digits
  }
}

class InexactError extends TypeError {}

const needsSlowWay = (error: unknown) =>
  error instanceof InexactError || (error instanceof TypeError && /BigInt/.test(error.message))

const slow = (value: unknown): string | undefined => {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof NumberLiteral) return value.digits
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const { toJSON } = value as { toJSON?: unknown }
  if (typeof toJSON === 'function') return slow(toJSON.call(value))
  if (Array.isArray(value)) return `[${value.map((item) => slow(item) ?? 'null').join(',')}]`
  const members: string[] = []
  for (const [key, item] of Object.entries(value)) {
    const text = slow(item)
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`)
  }
  return `{${members.join(',')}}`
}

/**
 * Writes a value as JSON like `JSON.stringify`, with bigints and {@link NumberLiteral}s to the last
 * digit. Values without either take the fast way.
 *
 * @example
 * stringifyExact({ id: 9007199254740993n }) // '{"id":9007199254740993}'
 */
export function stringifyExact(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch (error) {
    if (!needsSlowWay(error)) throw error
    return slow(value) ?? 'null'
  }
}
