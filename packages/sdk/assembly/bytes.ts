/*
 * How the bytes of a line are looked at. All places are addresses in the memory of the module. Behind
 * the last line, and behind each part that bytes are compared with, 16 bytes more may be read.
 */

export const quote: i32 = 34
export const comma: i32 = 44
export const minus: i32 = 45
export const point: i32 = 46
export const zero: i32 = 48
export const nine: i32 = 57
export const colon: i32 = 58
export const openBracket: i32 = 91
export const backslash: i32 = 92
export const closeBracket: i32 = 93
export const openBrace: i32 = 123
export const closeBrace: i32 = 125

const space: i32 = 32

/** What one instruction looks at. */
export const vectorBytes: i32 = 16

export function byteAt(at: i32): i32 {
  return i32(load<u8>(at))
}

/** Whether a byte is a digit from 0 to `most`. */
export function isDigitTo(at: i32, most: i32): bool {
  return u32(byteAt(at) - zero) <= u32(most)
}

export function isDigit(at: i32): bool {
  return isDigitTo(at, 9)
}

/** The place behind the digits that begin at a place. */
export function skipDigits(from: i32): i32 {
  let at = from
  while (isDigit(at)) at++
  return at
}

/** The place behind the spaces of JSON that begin at a place, but for line ends. */
export function skipSpace(from: i32): i32 {
  let at = from
  while (byteAt(at) <= space) {
    const code = byteAt(at)
    if (code !== space && code !== 9 && code !== 13) break
    at++
  }
  return at
}

/** Whether the bytes of `part` stand at a place. */
export function liesAt(at: i32, part: i32, bytes: i32): bool {
  let done = 0
  while (bytes - done > vectorBytes) {
    if (!i8x16.all_true(i8x16.eq(v128.load(at + done), v128.load(part + done)))) return false
    done += vectorBytes
  }
  const isEqual = i8x16.bitmask(i8x16.eq(v128.load(at + done), v128.load(part + done)))
  const wanted = (1 << (bytes - done)) - 1
  return (isEqual & wanted) === wanted
}

/** Copies bytes, and up to 15 more behind them. */
export function copy(to: i32, from: i32, bytes: i32): void {
  for (let done = 0; done < bytes; done += vectorBytes) {
    v128.store(to + done, v128.load(from + done))
  }
}

/** The place of the first byte from a place on that ends the plain part of a string. */
export function skipPlain(from: i32): i32 {
  let at = from
  while (true) {
    const bytes = v128.load(at)
    const isEnd = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(i8(quote))), i8x16.eq(bytes, i8x16.splat(i8(backslash)))),
      i8x16.lt_u(bytes, i8x16.splat(i8(space))),
    )
    const ends = i8x16.bitmask(isEnd)
    if (ends !== 0) return at + ctz(ends)
    at += vectorBytes
  }
  // Never reached: the compiler wants an end.
  return at
}
