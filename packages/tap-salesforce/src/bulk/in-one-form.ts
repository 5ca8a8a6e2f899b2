import { exactDecimal } from '../record/exact-decimal.ts'
import { exactInteger } from '../record/exact-value.ts'
import { exactDate, exactMoment, exactTime } from '../record/one-form.ts'
import { way } from './csv-columns.ts'

const dot = 0x2e
const minus = 0x2d
const zero = 0x30
const nine = 0x39
const letterZ = 0x5a

/** Whether the bytes are digits alone, with a minus before them or without. */
function isWholeNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let at = bytes[start] === minus ? start + 1 : start
  if (at === end || (bytes[at] === zero && (at + 1 < end || at > start))) return false
  for (; at < end; at++) {
    const byte = bytes[at] as number
    if (byte < zero || byte > nine) return false
  }
  return true
}

/** Whether the bytes are a decimal as `exactDecimal` would write it. */
function isExactDecimal(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] === minus ? start + 1 : start
  let point = -1
  for (let at = first; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === dot && point < 0) point = at
    else if (byte < zero || byte > nine) return false
  }
  const wholeEnd = point < 0 ? end : point
  if (wholeEnd === first || (bytes[first] === zero && wholeEnd > first + 1)) return false
  if (point < 0) return !(bytes[first] === zero && first > start)
  return point < end - 1 && bytes[end - 1] !== zero
}

function isTrueOrFalse(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  return (length === 4 && bytes[start] === 0x74) || (length === 5 && bytes[start] === 0x66)
}

/**
 * Brings a value in quotes into the one form that records have, in place, and takes the quotes off
 * whole numbers and booleans. Nearly all values are in that form already, which is seen from their
 * bytes; the others go through the same functions as those of REST.
 *
 * @param start Where its opening quote is.
 * @param end After its closing quote.
 * @returns Where it now ends.
 */
export function inOneForm(bytes: Uint8Array, kind: number, start: number, end: number): number {
  const [from, to] = [start + 1, end - 1]
  switch (kind) {
    case way.bare: {
      if (isWholeNumber(bytes, from, to) || isTrueOrFalse(bytes, from, to)) {
        bytes.copyWithin(start, from, to)
        return to - 1
      }
      const text = textOf(bytes, from, to)
      const isBoolean = /^(true|false)$/i.test(text)
      return write(bytes, start, isBoolean ? text.toLowerCase() : String(exactInteger(text)))
    }
    case way.decimal:
      if (isExactDecimal(bytes, from, to)) return end
      return write(bytes, start, `"${exactDecimal(textOf(bytes, from, to))}"`)
    case way.moment:
      if (to - from === 24 && bytes[to - 1] === letterZ) return end
      return write(bytes, start, `"${exactMoment(textOf(bytes, from, to))}"`)
    case way.day:
      if (to - from === 10) return end
      return write(bytes, start, `"${exactDate(textOf(bytes, from, to))}"`)
    case way.time:
      if (bytes[to - 1] === letterZ) return end
      return write(bytes, start, `"${exactTime(textOf(bytes, from, to))}"`)
    default:
      return end
  }
}

/** Bytes as letters one by one, so that what is no number goes back as it came. */
const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')

const write = (bytes: Uint8Array, start: number, text: string): number => {
  bytes.set(Buffer.from(text, 'latin1'), start)
  return start + text.length
}
