/**
 * Where the members of a JSON object lie in its text. A target hands records and STATE on byte for
 * byte, so it must know their bytes: `JSON.parse` forgets them, and rounds numbers on the way.
 */

const quote = 34
const backslash = 92
const comma = 44
const colon = 58
const openBrace = 123
const closeBrace = 125
const openBracket = 91
const closeBracket = 93

const isSpace = (code: number) => code === 32 || code === 9 || code === 13 || code === 10

/** Thrown where the text is not a JSON object; says what stands there instead. */
export class ScanError extends Error {}

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** The place after the string that begins at `from`. */
const skipString = (text: string, from: number): number => {
  let at = from + 1
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === backslash) at += 2
    else if (Number.isNaN(code)) throw new ScanError('a string has no end')
    else at++
  }
}

/** The place after the object or array that begins at `from`. */
const skipNested = (text: string, from: number): number => {
  let depth = 0
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = skipString(text, at)
      continue
    }
    if (code === openBrace || code === openBracket) depth++
    else if (code === closeBrace || code === closeBracket) {
      depth--
      if (depth === 0) return at + 1
    } else if (Number.isNaN(code)) throw new ScanError('the line ends within an object or array')
    at++
  }
}

const skipScalar = (text: string, from: number): number => {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === comma || code === closeBrace || Number.isNaN(code) || isSpace(code)) break
    at++
  }
  if (at === from) throw new ScanError(`a value is missing at column ${from + 1}`)
  return at
}

const skipValue = (text: string, from: number): number => {
  const code = text.charCodeAt(from)
  if (code === quote) return skipString(text, from)
  if (code === openBrace || code === openBracket) return skipNested(text, from)
  return skipScalar(text, from)
}

/**
 * Visits the members of the object that `text` holds, in order, with the places of the key (without
 * its quotes) and of the value. Nested values are skipped, not checked: whoever parses them does that.
 *
 * @throws {ScanError} where the text is not one JSON object.
 */
export function scanMembers(
  text: string,
  visit: (keyStart: number, keyEnd: number, valueStart: number, valueEnd: number) => void,
): void {
  let at = skipSpace(text, 0)
  if (text.charCodeAt(at) !== openBrace) throw new ScanError('it is not a JSON object')
  at = skipSpace(text, at + 1)
  if (text.charCodeAt(at) === closeBrace) at++
  else {
    for (;;) {
      if (text.charCodeAt(at) !== quote) throw new ScanError(`a key is missing at column ${at + 1}`)
      const keyStart = at + 1
      at = skipString(text, at)
      const keyEnd = at - 1
      at = skipSpace(text, at)
      if (text.charCodeAt(at) !== colon)
        throw new ScanError(`a colon is missing at column ${at + 1}`)
      const valueStart = skipSpace(text, at + 1)
      const valueEnd = skipValue(text, valueStart)
      visit(keyStart, keyEnd, valueStart, valueEnd)
      at = skipSpace(text, valueEnd)
      const code = text.charCodeAt(at)
      if (code === closeBrace) {
        at++
        break
      }
      if (code !== comma) {
        throw new ScanError(
          Number.isNaN(code) ? 'the line ends too early' : `a comma is missing at column ${at + 1}`,
        )
      }
      at = skipSpace(text, at + 1)
    }
  }
  at = skipSpace(text, at)
  if (at < text.length) throw new ScanError(`something stands after the object at column ${at + 1}`)
}
