const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** A number's sign, digits and power of ten, alike for every way to write the same number. */
const canonical = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + digits.length - significant.length
  return `${sign}${significant}e${power}`
}

/** Digits that every double keeps. */
const safeDigits = 15

/**
 * Whether a number that goes through a double is written the same again, to the last digit.
 *
 * @example
 * isExact('10.10') // true
 * isExact('9007199254740993') // false: a double makes it …992
 */
export function isExact(text: string): boolean {
  if (text.length <= safeDigits && !/e/i.test(text)) return true
  return canonical(text) === canonical(String(Number(text)))
}

/**
 * A number that a double would round. Expressions may compare it and hand it on, to the last digit;
 * they cannot compute with it, unless they say `double(…)` and mean it.
 */
export class ExactNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** For comparisons: rounding never turns a greater number into a lesser one. */
  valueOf(): number {
    return Number(this.text)
  }
}
