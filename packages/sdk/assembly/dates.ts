import { byteAt, colon, isDigit, isDigitTo, minus, point, skipDigits } from './bytes'

/** Whether `YYYY-MM-DD` stands between two places, in the way that {@link isDateTime} says. */
export function isDate(at: i32, end: i32): bool {
  return (
    end - at === 10 &&
    isDigit(at) &&
    isDigit(at + 1) &&
    isDigit(at + 2) &&
    isDigit(at + 3) &&
    byteAt(at + 4) === minus &&
    isDigitTo(at + 5, 1) &&
    isDigit(at + 6) &&
    byteAt(at + 7) === minus &&
    isDigitTo(at + 8, 3) &&
    isDigit(at + 9)
  )
}

function isTime(at: i32): bool {
  return (
    isDigitTo(at, 2) &&
    isDigit(at + 1) &&
    byteAt(at + 2) === colon &&
    isDigitTo(at + 3, 5) &&
    isDigit(at + 4) &&
    byteAt(at + 5) === colon &&
    isDigitTo(at + 6, 5) &&
    isDigit(at + 7)
  )
}

function isOffset(at: i32, end: i32): bool {
  return (
    end - at === 6 &&
    (byteAt(at) === 43 || byteAt(at) === minus) &&
    isDigit(at + 1) &&
    isDigit(at + 2) &&
    byteAt(at + 3) === colon &&
    isDigit(at + 4) &&
    isDigit(at + 5)
  )
}

/**
 * Whether a date-time of RFC 3339 stands between two places, in the way that nearly all are written:
 * the validator takes more.
 */
export function isDateTime(at: i32, end: i32): bool {
  if (!isDate(at, at + 10) || byteAt(at + 10) !== 84 || !isTime(at + 11)) return false
  let offset = at + 19
  if (byteAt(offset) === point) {
    if (!isDigit(offset + 1)) return false
    offset = skipDigits(offset + 1)
  }
  return (byteAt(offset) === 90 && offset + 1 === end) || isOffset(offset, end)
}
