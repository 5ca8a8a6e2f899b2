import {
  backslash,
  byteAt,
  isDigit,
  minus,
  point,
  quote,
  skipDigits,
  skipPlain,
  zero,
} from './bytes'

/** Whether a number is written without fraction and exponent. */
export let isWhole: bool = false

function isHex(at: i32): bool {
  return isDigit(at) || u32((byteAt(at) | 32) - 97) < 6
}

/** The place behind the escape that begins at a place; -1 where it is none. */
function skipEscape(at: i32): i32 {
  switch (byteAt(at + 1)) {
    case quote:
    case backslash:
    case 47: // solidus
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 2
    case 117: // u
      return isHex(at + 2) && isHex(at + 3) && isHex(at + 4) && isHex(at + 5) ? at + 6 : -1
    default:
      return -1
  }
}

/** The place behind the string whose first quote stands at `from`; -1 where it is no JSON string. */
export function skipString(from: i32): i32 {
  let at = skipPlain(from + 1)
  while (byteAt(at) !== quote) {
    if (byteAt(at) !== backslash) return -1
    at = skipEscape(at)
    if (at < 0) return -1
    at = skipPlain(at)
  }
  return at + 1
}

/** The place behind the number that begins at `from`; -1 where it is none. Sets {@link isWhole}. */
export function skipNumber(from: i32): i32 {
  const first = byteAt(from) === minus ? from + 1 : from
  let at = byteAt(first) === zero ? first + 1 : skipDigits(first)
  if (at === first) return -1
  isWhole = true
  if (byteAt(at) === point) {
    isWhole = false
    const digits = at + 1
    at = skipDigits(digits)
    if (at === digits) return -1
  }
  if ((byteAt(at) | 32) === 101) {
    isWhole = false
    const sign = byteAt(at + 1)
    const digits = sign === minus || sign === 43 ? at + 2 : at + 1
    at = skipDigits(digits)
    if (at === digits) return -1
  }
  return at
}
