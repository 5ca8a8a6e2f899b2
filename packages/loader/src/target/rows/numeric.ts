/** Digits in a group of a `numeric`. */
const groupDigits = 4
const negative = 0x4000

// What PostgreSQL holds, before the point and behind it.
const mostWhole = 131_072
const mostScale = 16_383

const groupsOf = (digits: string): number[] =>
  (digits.match(/.{4}/g) ?? []).map((group) => Number(group))

/**
 * A number, in digits or with an exponent, as PostgreSQL sends a `numeric`: in groups of four digits,
 * counted from the point, and with as many digits behind it as it has. Undefined for what is no number,
 * or one beyond what a `numeric` holds. `assembly/number.ts` does the same.
 */
export function numericOf(text: string): Buffer | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const shift = Number(exponent)
  const wholeDigits = whole.length + shift
  const scale = Math.max(0, fraction.length - shift)
  if (sign === undefined || wholeDigits > mostWhole || scale > mostScale) return undefined
  const digits = `${'0'.repeat(Math.max(0, -wholeDigits))}${whole}${fraction}`.padEnd(
    wholeDigits,
    '0',
  )
  const point = Math.max(0, wholeDigits)
  const before = digits.slice(0, point)
  const behind = digits.slice(point)
  const wholeGroups = groupsOf(before.padStart(groupDigits * Math.ceil(point / groupDigits), '0'))
  const fractionGroups = groupsOf(
    behind.padEnd(groupDigits * Math.ceil(behind.length / groupDigits), '0'),
  )
  const groups = [...wholeGroups, ...fractionGroups]
  const numbers = [groups.length, wholeGroups.length - 1, sign ? negative : 0, scale, ...groups]
  const bytes = Buffer.allocUnsafe(numbers.length * 2)
  for (const [index, number] of numbers.entries()) bytes.writeInt16BE(number, index * 2)
  return bytes
}
