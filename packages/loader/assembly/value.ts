import {
  backslash,
  byteAt,
  closeBrace,
  closeBracket,
  openBrace,
  openBracket,
  quote,
  skipPlain,
  vectorBytes,
} from '../../sdk/assembly/bytes'
import { writeNumeric, writeWhole } from './number'
import { out, write, writeAt, writeByte, writeNumber } from './out'
import { writeDate, writeTime } from './time'

// What columns hold: `rows-memory.ts` has the same numbers.
const kindText: i32 = 0
const kindWhole: i32 = 1
const kindNumeric: i32 = 2
const kindBoolean: i32 = 3
const kindDate: i32 = 4
const kindTime: i32 = 5
/** A time that the target fills in: it is never left out. */
const kindOwnTime: i32 = 6

const letterN: i32 = 110
const letterT: i32 = 116
const letterU: i32 = 117

/** Of the form that `jsonb` is sent in. */
const jsonbVersion: i32 = 1

/** The place behind the string whose first quote stands at `from`. */
export function stringEnd(from: i32): i32 {
  let at = skipPlain(from + 1)
  while (byteAt(at) === backslash) at = skipPlain(at + 2)
  return at + 1
}

/** The place of the first quote, brace or bracket from a place on. */
function skipFlat(from: i32): i32 {
  let at = from
  while (true) {
    const bytes = v128.load(at)
    // Braces and brackets differ by one bit.
    const folded = v128.or(bytes, i8x16.splat(32))
    const isEnd = v128.or(
      i8x16.eq(bytes, i8x16.splat(i8(quote))),
      v128.or(
        i8x16.eq(folded, i8x16.splat(i8(openBrace))),
        i8x16.eq(folded, i8x16.splat(i8(closeBrace))),
      ),
    )
    const ends = i8x16.bitmask(isEnd)
    if (ends !== 0) return at + ctz(ends)
    at += vectorBytes
  }
  // Never reached: the compiler wants an end.
  return at
}

function nestedEnd(from: i32): i32 {
  let depth = 1
  let at = from + 1
  while (true) {
    at = skipFlat(at)
    const code = byteAt(at)
    if (code === quote) {
      at = stringEnd(at)
      continue
    }
    at++
    if (code === openBrace || code === openBracket) depth++
    else if (code === closeBrace || code === closeBracket) {
      if (--depth === 0) return at
    }
  }
  // Never reached: the compiler wants an end.
  return at
}

/** The place behind the JSON value that begins at a place. It is known to be one. */
export function valueEnd(from: i32): i32 {
  const code = byteAt(from)
  if (code === quote) return stringEnd(from)
  if (code === openBrace || code === openBracket) return nestedEnd(from)
  let at = from + 1
  while (true) {
    const next = byteAt(at)
    // A comma, a brace, or one of the spaces.
    if (next === 44 || next === closeBrace || next <= 32) return at
    at++
  }
  // Never reached: the compiler wants an end.
  return at
}

function hexDigit(code: i32): i32 {
  return code <= 57 ? code - 48 : (code | 32) - 87
}

/** The number that four hexadecimal digits stand for. */
function hexAt(at: i32): i32 {
  return (
    (hexDigit(byteAt(at)) << 12) |
    (hexDigit(byteAt(at + 1)) << 8) |
    (hexDigit(byteAt(at + 2)) << 4) |
    hexDigit(byteAt(at + 3))
  )
}

/** The second half of a pair, if the escape of one stands at a place; else -1. */
function secondHalfAt(at: i32): i32 {
  if (byteAt(at) !== backslash || byteAt(at + 1) !== letterU) return -1
  const half = hexAt(at + 2)
  return half >= 0xdc00 && half < 0xe000 ? half : -1
}

function writeCharacter(code: i32): void {
  if (code < 0x80) {
    writeByte(code)
    return
  }
  if (code < 0x800) writeByte(0xc0 | (code >> 6))
  else {
    if (code < 0x10000) writeByte(0xe0 | (code >> 12))
    else {
      writeByte(0xf0 | (code >> 18))
      writeByte(0x80 | ((code >> 12) & 0x3f))
    }
    writeByte(0x80 | ((code >> 6) & 0x3f))
  }
  writeByte(0x80 | (code & 0x3f))
}

/** Writes the character of the escape `\u` at a place. The place behind it; -1 for half of a pair. */
function writeEscaped(at: i32): i32 {
  const code = hexAt(at + 2)
  // PostgreSQL keeps no NUL.
  if (code === 0) return at + 6
  if (code < 0xd800 || code >= 0xe000) {
    writeCharacter(code)
    return at + 6
  }
  const second = code < 0xdc00 ? secondHalfAt(at + 6) : -1
  if (second < 0) return -1
  writeCharacter(0x10000 + ((code - 0xd800) << 10) + second - 0xdc00)
  return at + 12
}

/** What stands for a character behind a backslash, but for `u`. */
function unescaped(escape: i32): i32 {
  if (escape === letterN) return 10
  if (escape === letterT) return 9
  if (escape === 114) return 13
  if (escape === 98) return 8
  if (escape === 102) return 12
  return escape
}

/** Writes the text that stands between two quotes. */
function writeString(from: i32, end: i32): bool {
  let at = from
  while (true) {
    const plain = skipPlain(at)
    write(at, plain)
    if (plain === end) return true
    const escape = byteAt(plain + 1)
    if (escape === letterU) {
      at = writeEscaped(plain)
      if (at < 0) return false
    } else {
      writeByte(unescaped(escape))
      at = plain + 2
    }
  }
  // Never reached: the compiler wants an end.
  return false
}

/** The place of the first backslash between two places; `end` where none is. */
function skipUnescaped(from: i32, end: i32): i32 {
  let at = from
  while (at < end) {
    const ends = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(i8(backslash))))
    if (ends !== 0) return min(at + ctz(ends), end)
    at += vectorBytes
  }
  return end
}

/** Whether `jsonb` takes all escapes between two places: no NUL, and no half of a pair. */
function isKept(from: i32, end: i32): bool {
  let at = skipUnescaped(from, end)
  while (at < end) {
    if (byteAt(at + 1) !== letterU) at += 2
    else {
      const code = hexAt(at + 2)
      if (code === 0) return false
      if (code >= 0xd800 && code < 0xe000) {
        if (code >= 0xdc00 || secondHalfAt(at + 6) < 0) return false
        at += 6
      }
      at += 6
    }
    at = skipUnescaped(at, end)
  }
  return true
}

/** Writes JSON as it stands. */
function writeJson(from: i32, end: i32): bool {
  if (!isKept(from, end)) return false
  writeByte(jsonbVersion)
  write(from, end)
  return true
}

function writeText(from: i32, end: i32, first: i32): bool {
  if (first === quote) return writeString(from + 1, end - 1)
  if (first === openBrace || first === openBracket) return false
  write(from, end)
  return true
}

function writeBoolean(first: i32): bool {
  if (first !== letterT && first !== 102) return false
  writeByte(first === letterT ? 1 : 0)
  return true
}

function writeValue(from: i32, end: i32, kind: i32): bool {
  const first = byteAt(from)
  if (kind === kindText) return writeText(from, end, first)
  if (kind === kindWhole) return writeWhole(from, end)
  if (kind === kindNumeric) return writeNumeric(from, end)
  if (kind === kindBoolean) return writeBoolean(first)
  if (kind === kindDate) return first === quote && writeDate(from + 1, end - 1)
  if (kind === kindTime || kind === kindOwnTime) return first === quote && writeTime(from + 1, end - 1)
  return writeJson(from, end)
}

/** Writes a field that is NULL. */
export function writeNull(): void {
  writeNumber<i32>(-1)
}

/**
 * Writes a JSON value as a field of a column: how many bytes it has, and these. Says whether it could:
 * what is unusual is left to `binary-field.ts`.
 */
export function writeField(from: i32, end: i32, kind: i32): bool {
  if (byteAt(from) === letterN) {
    writeNull()
    return kind !== kindOwnTime
  }
  const start = out
  writeAt(start + 4)
  if (!writeValue(from, end, kind)) return false
  store<i32>(start, bswap<i32>(out - start - 4))
  return true
}
