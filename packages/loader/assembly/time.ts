import { byteAt, isDigit, minus, point, skipDigits, zero } from '../../sdk/assembly/bytes'
import { isDate, isDateTime } from '../../sdk/assembly/dates'
import { writeNumber } from './out'

/** PostgreSQL's times begin with 2000-01-01, so many days after 0000-03-01. */
const firstDay: i32 = 730425

const microsOfSecond: i64 = 1_000_000

/** The number that two digits stand for. */
function two(at: i32): i32 {
  return (byteAt(at) - zero) * 10 + byteAt(at + 1) - zero
}

function daysOf(year: i32, month: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const noDay: i32 = i32.MIN_VALUE

/** The days from 2000-01-01 to the date at a place; `noDay` where there is none. As `timestamp.ts` does. */
function dayAt(at: i32): i32 {
  const year = two(at) * 100 + two(at + 2)
  const month = two(at + 5)
  const day = two(at + 8)
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return noDay
  // A year that begins with March has its leap day at its end.
  const shifted = month > 2 ? year : year - 1
  const months = month > 2 ? month - 3 : month + 9
  const leapDays = shifted / 4 - shifted / 100 + shifted / 400
  return shifted * 365 + leapDays + (months * 153 + 2) / 5 + day - 1 - firstDay
}

export function writeDate(at: i32, end: i32): bool {
  if (!isDate(at, end)) return false
  const day = dayAt(at)
  if (day === noDay) return false
  writeNumber<i32>(day)
  return true
}

/** Writes a date-time of RFC 3339 as a `timestamptz`. Says whether it could. */
export function writeTime(at: i32, end: i32): bool {
  if (!isDateTime(at, end)) return false
  const day = dayAt(at)
  const hour = two(at + 11)
  if (day === noDay || hour > 23) return false
  let seconds = i64(day) * 86_400 + i64(hour * 3600 + two(at + 14) * 60 + two(at + 17))
  let micros = 0
  let offset = at + 19
  if (byteAt(offset) === point) {
    const fraction = offset + 1
    offset = skipDigits(fraction)
    if (offset - fraction > 6) return false
    for (let place = fraction; place < fraction + 6; place++) {
      micros = micros * 10 + (place < offset ? byteAt(place) - zero : 0)
    }
  }
  if (isDigit(offset + 1)) {
    const hours = two(offset + 1)
    const minutes = two(offset + 4)
    if (hours > 15 || minutes > 59) return false
    const east = hours * 3600 + minutes * 60
    seconds += byteAt(offset) === minus ? i64(east) : -i64(east)
  }
  writeNumber<i64>(seconds * microsOfSecond + i64(micros))
  return true
}
