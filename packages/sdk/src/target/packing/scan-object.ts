const newline = 10
const quote = 34
const backslash = 92
const openBrace = 123
const closeBrace = 125
const openBracket = 91
const closeBracket = 93

/** 1 for the bytes that end the plain part of a string: its end, an escape, the end of the line. */
const endsPlain = new Uint8Array(256)
for (const code of [newline, quote, backslash]) endsPlain[code] = 1

/**
 * Finds where the JSON object that begins at a place of a line ends. Braces, brackets and strings are
 * followed; what stands between them is not looked at. Every line must end in a line end.
 */
export class ObjectScan {
  /** The place behind the object's last brace; -1 where the line ends first. */
  end = -1
  /** Whether all its bytes are ASCII. */
  isAscii = true

  /** Scans the object that begins at `from`; the answer is in `end` and `isAscii`. */
  scan(bytes: Uint8Array, from: number): void {
    let at = from
    let depth = 0
    let seen = 0
    for (;;) {
      const code = bytes[at++] as number
      if (code === quote) {
        for (;;) {
          const inner = bytes[at++] as number
          seen |= inner
          if (endsPlain[inner] === 0) continue
          if (inner === quote) break
          if (inner === newline || bytes[at] === newline) {
            this.end = -1
            return
          }
          at++
        }
      } else if (code === openBrace || code === openBracket) depth++
      else if (code === closeBrace || code === closeBracket) {
        if (--depth === 0) break
      } else if (code === newline) {
        this.end = -1
        return
      } else seen |= code
    }
    this.end = at
    this.isAscii = seen < 128
  }
}
