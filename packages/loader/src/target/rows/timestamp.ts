const microsOfSecond = 1_000_000n
const secondsOfDay = 86_400

/** PostgreSQL's times begin with 2000-01-01, so many days after 0000-03-01. */
const firstDay = 730_425

/** Days in the months of a year; February is longer where the year has a leap day. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** The days from 2000-01-01 to a date; undefined where there is none. `assembly/time.ts` does the same. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const days = month === 2 && isLeap(year) ? 29 : monthDays[month - 1]
  if (year === 0 || days === undefined || day < 1 || day > days) return undefined
  // A year that begins with March has its leap day at its end.
  const shifted = month > 2 ? year : year - 1
  const months = month > 2 ? month - 3 : month + 9
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return shifted * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + day - 1 - firstDay
}

/** The days from 2000-01-01 to a date, `YYYY-MM-DD`; undefined for another text. */
export function daysTo(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return dayOf(Number(year), Number(month), Number(day))
}

const timestamp =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?(?:[Zz]|([+-])(0\d|1[0-5]):?([0-5]\d))$/

/** A half goes to the even one, as PostgreSQL has it. */
const rounded = (number: number) => {
  const below = Math.floor(number)
  return number - below === 0.5 ? below + (below % 2) : Math.round(number)
}

/** Microseconds from 2000-01-01 to a date-time with a zone, as RFC 3339 has it; undefined for another text. */
export function microsTo(text: string): bigint | undefined {
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute] =
    timestamp.exec(text) ?? []
  const days = dayOf(Number(year), Number(month), Number(day))
  if (days === undefined) return undefined
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  const east = sign === undefined ? 0 : Number(zoneHour) * 3600 + Number(zoneMinute) * 60
  const seconds = days * secondsOfDay + time + (sign === '-' ? east : -east)
  return BigInt(seconds) * microsOfSecond + BigInt(rounded(Number(`0${fraction}`) * 1e6))
}
