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

/** The place behind the string whose first quote stands at `from`. */
function stringEnd(from: i32): i32 {
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
