const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The text of a string literal, its quotes and escapes taken off. */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (whole, code: string | undefined, letter: string) =>
      code === undefined
        ? (escapes[letter] ?? whole)
        : String.fromCharCode(Number.parseInt(code, 16)),
    )
}

/** A `LIKE` pattern as an expression: `%` any text, `_` one character, capitals alike. */
export function likePattern(literal: string): RegExp {
  let source = ''
  const text = literal.slice(1, -1)
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    const next = text[at + 1]
    if (character === '\\' && (next === '%' || next === '_')) {
      source += next
      at++
    } else if (character === '%') source += '.*'
    else if (character === '_') source += '.'
    else if (character === '\\' && next !== undefined) {
      source += escapeForExpression(escapes[next] ?? next)
      at++
    } else source += escapeForExpression(character)
  }
  return new RegExp(`^${source}$`, 'isu')
}

const escapeForExpression = (character: string) => character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
