import { byteAt, minus, point, skipDigits, zero } from '../../sdk/assembly/bytes'
import { writeNumber } from './out'

/** Whole numbers of fewer digits fit into 64 bits in any case. */
const digitsOfBigint: i32 = 19

/** Longer numbers are unusual. */
const mostDigits: i32 = 1000

/** Digits in a group of a `numeric`. */
const groupDigits: i32 = 4

const negative: i16 = 0x4000

/** Writes a whole number as a `bigint`. Says whether it could. */
export function writeWhole(from: i32, end: i32): bool {
  const isNegative = byteAt(from) === minus
  const first = isNegative ? from + 1 : from
  if (first === end || end - first >= digitsOfBigint || skipDigits(first) !== end) return false
  let value: i64 = 0
  for (let at = first; at < end; at++) value = value * 10 + i64(byteAt(at) - zero)
  writeNumber<i64>(isNegative ? -value : value)
  return true
}

/** Writes so many digits as one group; what lies behind `end` is zeros. */
function writeGroup(from: i32, digits: i32, end: i32): void {
  let group = 0
  for (let at = from; at < from + digits; at++) {
    group = group * 10 + (at < end ? byteAt(at) - zero : 0)
  }
  writeNumber<i16>(i16(group))
}

/**
 * Writes a number without an exponent as a `numeric`: in groups of four digits, counted from the point,
 * and with as many digits behind it as it has.
 */
export function writeNumeric(from: i32, end: i32): bool {
  const isNegative = byteAt(from) === minus
  const first = isNegative ? from + 1 : from
  const wholeEnd = skipDigits(first)
  const fraction = byteAt(wholeEnd) === point ? wholeEnd + 1 : wholeEnd
  const fractionEnd = skipDigits(fraction)
  if (wholeEnd === first || fractionEnd !== end || end - first > mostDigits) return false
  const scale = fractionEnd - fraction
  const wholeGroups = (wholeEnd - first + groupDigits - 1) / groupDigits
  const fractionGroups = (scale + groupDigits - 1) / groupDigits
  writeNumber<i16>(i16(wholeGroups + fractionGroups))
  writeNumber<i16>(i16(wholeGroups - 1))
  writeNumber<i16>(isNegative ? negative : 0)
  writeNumber<i16>(i16(scale))
  let groupEnd = wholeEnd - (wholeGroups - 1) * groupDigits
  for (let at = first; at < wholeEnd; groupEnd += groupDigits) {
    writeGroup(at, groupEnd - at, wholeEnd)
    at = groupEnd
  }
  for (let at = fraction; at < fractionEnd; at += groupDigits) {
    writeGroup(at, groupDigits, fractionEnd)
  }
  return true
}
