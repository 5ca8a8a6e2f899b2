import {
  backslash,
  byteAt,
  closeBrace,
  closeBracket,
  copy,
  isDigit,
  minus,
  nine,
  openBrace,
  openBracket,
  quote,
  skipDigits,
  skipPlain,
  vectorBytes,
  zero,
} from '../../sdk/assembly/bytes'
import { isDateTime } from '../../sdk/assembly/dates'

// What columns hold: `row-layout.ts` has the same numbers.
const kindWhole: i32 = 1
const kindJson: i32 = 2
const kindTime: i32 = 3

const letterN: i32 = 110
const letterU: i32 = 117
const solidus: i32 = 47

/** Whole numbers of fewer digits fit into 64 bits in any case. */
const digitsOfBigint: i32 = 19

/** Where the next bytes are written. */
export let out: i32 = 0

export function writeAt(place: i32): void {
  out = place
}

export function writeByte(code: i32): void {
  store<u8>(out, u8(code))
  out++
}

export function writeNull(): void {
  store<u16>(out, 0x4e5c)
  out += 2
}

function write(from: i32, end: i32): void {
  copy(out, from, end - from)
  out += end - from
}

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

/** Writes what stands between two quotes as `COPY` reads it: most escapes of JSON are its own, too. */
function writeString(from: i32, end: i32): bool {
  let at = from
  while (true) {
    const plain = skipPlain(at)
    write(at, plain)
    if (plain === end) return true
    const escape = byteAt(plain + 1)
    if (escape === letterU) {
      if (!writeCharacter(hexAt(plain + 2))) return false
      at = plain + 6
      continue
    }
    if (escape !== quote && escape !== solidus) writeByte(backslash)
    writeByte(escape)
    at = plain + 2
  }
  // Never reached: the compiler wants an end.
  return false
}

function hexDigit(code: i32): i32 {
  return code <= nine ? code - zero : (code | 32) - 87
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

/** Writes a character as UTF-8. Not one of ASCII, which may need an escape, and not half of a pair. */
function writeCharacter(code: i32): bool {
  if (code < 0x80 || (code >= 0xd800 && code < 0xe000)) return false
  if (code < 0x800) writeByte(0xc0 | (code >> 6))
  else {
    writeByte(0xe0 | (code >> 12))
    writeByte(0x80 | ((code >> 6) & 0x3f))
  }
  writeByte(0x80 | (code & 0x3f))
  return true
}

/** The place of the first backslash or control character between two places; `end` where none is. */
function skipUnescaped(from: i32, end: i32): i32 {
  let at = from
  while (at < end) {
    const bytes = v128.load(at)
    const isEnd = v128.or(
      i8x16.eq(bytes, i8x16.splat(i8(backslash))),
      i8x16.lt_u(bytes, i8x16.splat(32)),
    )
    const ends = i8x16.bitmask(isEnd)
    if (ends !== 0) return min(at + ctz(ends), end)
    at += vectorBytes
  }
  return end
}

/** Whether `jsonb` takes the escape `\u` at a place: it has no NUL, and no half of a pair. */
function isKept(at: i32): bool {
  const first = byteAt(at + 2) | 32
  const second = byteAt(at + 3) | 32
  if (first === 100 && (second === 56 || second === 57 || second >= 97)) return false
  return load<i32>(at + 2) !== 0x30303030
}

/** Writes JSON as it stands, as `COPY` reads it. */
function writeJson(from: i32, end: i32): bool {
  let at = from
  while (true) {
    const plain = skipUnescaped(at, end)
    write(at, plain)
    if (plain === end) return true
    if (byteAt(plain) !== backslash) return false
    const escape = byteAt(plain + 1)
    if (escape === letterU && !isKept(plain)) return false
    store<u16>(out, 0x5c5c)
    out += 2
    if (escape === backslash) {
      store<u16>(out, 0x5c5c)
      out += 2
    } else writeByte(escape)
    at = plain + 2
  }
  // Never reached: the compiler wants an end.
  return false
}

function isShortWhole(from: i32, end: i32): bool {
  const first = byteAt(from) === minus ? from + 1 : from
  return isDigit(first) && skipDigits(first) === end && end - first < digitsOfBigint
}

/**
 * Writes a JSON value as a field of a column. Says whether it could: what is unusual is left to
 * `copy-text.ts`.
 */
export function writeField(from: i32, end: i32, kind: i32): bool {
  const first = byteAt(from)
  if (first === letterN) {
    if (kind === kindTime) return false
    writeNull()
    return true
  }
  if (kind === kindJson) return writeJson(from, end)
  if (first === quote) {
    if (kind === kindTime && !isDateTime(from + 1, end - 1)) return false
    return writeString(from + 1, end - 1)
  }
  if (first === openBrace || first === openBracket || kind === kindTime) return false
  if (kind === kindWhole && !isShortWhole(from, end)) return false
  write(from, end)
  return true
}
