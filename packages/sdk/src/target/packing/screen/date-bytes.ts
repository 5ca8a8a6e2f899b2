const zero = 48
const dash = 45
const colon = 58
const point = 46

const isDigit = (code: number | undefined, most = 9): boolean =>
  code !== undefined && code >= zero && code <= zero + most

/** Whether `YYYY-MM-DD` stands at a place, in the way that {@link isDateTime} says. */
export const isDate = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at === 10 &&
  isDigit(bytes[at]) &&
  isDigit(bytes[at + 1]) &&
  isDigit(bytes[at + 2]) &&
  isDigit(bytes[at + 3]) &&
  bytes[at + 4] === dash &&
  isDigit(bytes[at + 5], 1) &&
  isDigit(bytes[at + 6]) &&
  bytes[at + 7] === dash &&
  isDigit(bytes[at + 8], 3) &&
  isDigit(bytes[at + 9])

const isTime = (bytes: Uint8Array, at: number): boolean =>
  isDigit(bytes[at], 2) &&
  isDigit(bytes[at + 1]) &&
  bytes[at + 2] === colon &&
  isDigit(bytes[at + 3], 5) &&
  isDigit(bytes[at + 4]) &&
  bytes[at + 5] === colon &&
  isDigit(bytes[at + 6], 5) &&
  isDigit(bytes[at + 7])

const isOffset = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at === 6 &&
  (bytes[at] === 43 || bytes[at] === dash) &&
  isDigit(bytes[at + 1]) &&
  isDigit(bytes[at + 2]) &&
  bytes[at + 3] === colon &&
  isDigit(bytes[at + 4]) &&
  isDigit(bytes[at + 5])

/**
 * Whether a date-time of RFC 3339 stands between two places, in the way that nearly all are written:
 * the validator takes more.
 */
export function isDateTime(bytes: Uint8Array, at: number, end: number): boolean {
  if (!isDate(bytes, at, at + 10) || bytes[at + 10] !== 84 || !isTime(bytes, at + 11)) return false
  let offset = at + 19
  if (bytes[offset] === point) {
    offset++
    if (!isDigit(bytes[offset])) return false
    while (isDigit(bytes[offset])) offset++
  }
  return (bytes[offset] === 90 && offset + 1 === end) || isOffset(bytes, offset, end)
}
