/** Where a value stands in a JSON text. */
export interface JsonPlace {
  readonly start: number
  readonly end: number
}

/** A member of an object or an item of an array. */
export interface JsonMember extends JsonPlace {
  /** The name, unescaped; undefined for an item. */
  readonly name: string | undefined
  readonly value: JsonPlace
}

/** An object or array, with all that is in it. */
export interface JsonContainer extends JsonPlace {
  readonly isArray: boolean
  readonly members: readonly JsonMember[]
}

/**
 * What is directly inside the value that begins at `start`; undefined where it is no object or array.
 * The text must be valid JSON.
 */
export function openContainer(text: string, start: number): JsonContainer | undefined {
  const isArray = text[start] === '['
  if (!isArray && text[start] !== '{') return undefined
  const members: JsonMember[] = []
  let at = skipSpace(text, start + 1)
  while (text[at] !== ']' && text[at] !== '}') {
    const memberStart = at
    let name: string | undefined
    if (!isArray) {
      const keyEnd = skipValue(text, at)
      name = JSON.parse(text.slice(at, keyEnd)) as string
      at = skipSpace(text, skipSpace(text, keyEnd) + 1)
    }
    const end = skipValue(text, at)
    members.push({ start: memberStart, end, name, value: { start: at, end } })
    at = skipSpace(text, end)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return { start, end: at + 1, isArray, members }
}

/** The place of the value that the text is, without the space around it. */
export function wholeValue(text: string): JsonPlace {
  const start = skipSpace(text, 0)
  return { start, end: skipValue(text, start) }
}

const space = /[ \t\r\n]*/y
const scalar = /[^,\]} \t\r\n]+/y
const string = /"(?:[^"\\]|\\.)*"/y
const quoteOrBracket = /["[\]{}]/g

const after = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found === null ? at : found.index + found[0].length
}

const skipSpace = (text: string, at: number) => after(space, text, at)

function skipValue(text: string, start: number): number {
  if (text[start] === '"') return after(string, text, start)
  if (text[start] !== '{' && text[start] !== '[') return after(scalar, text, start)
  let depth = 0
  quoteOrBracket.lastIndex = start
  for (let found = quoteOrBracket.exec(text); found !== null; found = quoteOrBracket.exec(text)) {
    if (found[0] === '"') quoteOrBracket.lastIndex = after(string, text, found.index)
    else if (found[0] === '{' || found[0] === '[') depth++
    else if (--depth === 0) return found.index + 1
  }
  return text.length
}
