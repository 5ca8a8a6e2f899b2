import { backslash, byteAt, skipPlain, vectorBytes } from '../../sdk/assembly/bytes'
import { write, writeByte } from './out'

const letterN: i32 = 110
const letterT: i32 = 116
const letterU: i32 = 117

/** Of the form that `jsonb` is sent in. */
const jsonbVersion: i32 = 1

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
export function writeString(from: i32, end: i32): bool {
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
export function writeJson(from: i32, end: i32): bool {
  if (!isKept(from, end)) return false
  writeByte(jsonbVersion)
  write(from, end)
  return true
}
