import type { JsonSchema } from '../../../schema/infer.ts'
import { liesAt } from '../lies-at.ts'
import { isDate, isDateTime } from './date-bytes.ts'
import { type ScreenNode, type ScreenProperty, screenNode, typeBits } from './screen-node.ts'

const quote = 34
const comma = 44
const minus = 45
const point = 46
const zero = 48
const nine = 57
const colon = 58
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

/** Deeper values are left to the parser, which has no stack to run out of. */
const mostDepth = 64

/** 1 for bytes that end the plain part of a string: its end, an escape, a control character. */
const endsPlain = new Uint8Array(256)
endsPlain.fill(1, 0, 32)
endsPlain[quote] = 1
endsPlain[backslash] = 1

const escapes = new Set(Buffer.from('"\\/bfnrt'))
const literals = [
  { bytes: Buffer.from('null'), bit: typeBits.null },
  { bytes: Buffer.from('true'), bit: typeBits.boolean },
  { bytes: Buffer.from('false'), bit: typeBits.boolean },
]

const isHex = (code: number | undefined) =>
  code !== undefined && ((code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102))

const isDigit = (code: number | undefined) => code !== undefined && code >= zero && code <= nine

const skipSpace = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13) at++
  return at
}

/** The place behind the string whose first quote stands at `from`; -1 where it is no JSON string. */
const skipString = (bytes: Uint8Array, from: number): number => {
  let at = from + 1
  for (;;) {
    const code = bytes[at++] as number
    if (endsPlain[code] === 0) continue
    if (code === quote) return at
    if (code !== backslash) return -1
    const escaped = bytes[at++] as number
    if (escapes.has(escaped)) continue
    if (escaped !== 117) return -1
    for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[at++])) return -1
  }
}

const skipDigits = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (isDigit(bytes[at])) at++
  return at
}

/** The place behind a number that is good in a node; -1 where it is not. */
const skipNumber = (bytes: Uint8Array, from: number, types: number): number => {
  const first = bytes[from] === minus ? from + 1 : from
  let at = bytes[first] === zero ? first + 1 : skipDigits(bytes, first)
  if (at === first) return -1
  let isInteger = true
  if (bytes[at] === point) {
    isInteger = false
    const digits = at + 1
    at = skipDigits(bytes, digits)
    if (at === digits) return -1
  }
  if (((bytes[at] as number) | 32) === 101) {
    isInteger = false
    const sign = bytes[at + 1]
    const digits = sign === minus || sign === 43 ? at + 2 : at + 1
    at = skipDigits(bytes, digits)
    if (at === digits) return -1
  }
  return (types & (isInteger ? typeBits.integer : typeBits.number)) === 0 ? -1 : at
}

/**
 * Finds records that are surely good, by one pass over their bytes: well-formed JSON with all keys,
 * and good by the schema. It never says so of a record that the parser or the validator would
 * refuse; of some that they would take it says nothing, and they are asked. Most records of most
 * streams need no parsing so.
 */
export class Screen {
  readonly #root: ScreenNode

  /** @param schema What records are held against; undefined where JSON and keys are all. */
  constructor(schema: JsonSchema | undefined, keys: readonly string[]) {
    this.#root = screenNode(schema ?? {}, keys)
  }

  /**
   * The place behind the object that begins at `at`, where it is surely good; else -1. A line end must
   * follow somewhere.
   */
  pass(bytes: Uint8Array, at: number): number {
    return (this.#root.types & typeBits.object) === 0 ? -1 : passObject(bytes, at, this.#root, 0)
  }
}

const passValue = (bytes: Uint8Array, at: number, node: ScreenNode, depth: number): number => {
  const code = bytes[at] as number
  if (code === quote) return passString(bytes, at, node)
  if (code === openBrace) {
    return (node.types & typeBits.object) === 0 ? -1 : passObject(bytes, at, node, depth + 1)
  }
  if (code === openBracket) {
    return (node.types & typeBits.array) === 0 ? -1 : passArray(bytes, at, node, depth + 1)
  }
  if (code === minus || isDigit(code)) return skipNumber(bytes, at, node.types)
  for (const literal of literals) {
    if (!liesAt(bytes, at, literal.bytes)) continue
    return (node.types & literal.bit) === 0 ? -1 : at + literal.bytes.length
  }
  return -1
}

const passString = (bytes: Uint8Array, at: number, { types, format }: ScreenNode): number => {
  if ((types & typeBits.string) === 0) return -1
  const end = skipString(bytes, at)
  if (end < 0 || format === undefined) return end
  if (format === 'date-time') return isDateTime(bytes, at + 1, end - 1) ? end : -1
  if (format === 'date') return isDate(bytes, at + 1, end - 1) ? end : -1
  return format === 'time' ? -1 : end
}

const passArray = (bytes: Uint8Array, from: number, node: ScreenNode, depth: number): number => {
  if (depth > mostDepth) return -1
  let at = skipSpace(bytes, from + 1)
  if (bytes[at] === closeBracket) return at + 1
  for (;;) {
    at = passValue(bytes, at, node.items, depth)
    if (at < 0) return -1
    at = skipSpace(bytes, at)
    const code = bytes[at]
    if (code === closeBracket) return at + 1
    if (code !== comma) return -1
    at = skipSpace(bytes, at + 1)
  }
}

const passObject = (bytes: Uint8Array, from: number, node: ScreenNode, depth: number): number => {
  if (depth > mostDepth) return -1
  let at = skipSpace(bytes, from + 1)
  let seen = 0
  let last: ScreenProperty | undefined
  if (bytes[at] === closeBrace) return node.required === 0 ? at + 1 : -1
  for (;;) {
    if (bytes[at] !== quote) return -1
    const guess = last === undefined ? node.first : last.next
    const isGuessed = guess !== undefined && liesAt(bytes, at, guess.key)
    const keyEnd = isGuessed ? at + guess.key.length : skipString(bytes, at)
    if (keyEnd < 0) return -1
    const property = isGuessed ? guess : find(bytes, at, keyEnd, node)
    if (property === undefined && mayBeNamed(bytes, at, keyEnd, node)) return -1
    const inner = property === undefined ? node.additional : property.node
    if (inner === undefined) return -1
    at = skipSpace(bytes, keyEnd)
    if (bytes[at] !== colon) return -1
    at = passValue(bytes, skipSpace(bytes, at + 1), inner, depth)
    if (at < 0) return -1
    if (property !== undefined) {
      seen |= property.bit
      if (last === undefined) node.first = property
      else last.next = property
      last = property
    }
    at = skipSpace(bytes, at)
    const code = bytes[at]
    if (code === closeBrace) return seen === node.required ? at + 1 : -1
    if (code !== comma) return -1
    at = skipSpace(bytes, at + 1)
  }
}

const find = (bytes: Uint8Array, at: number, keyEnd: number, node: ScreenNode) =>
  node.properties.get(keyEnd - at)?.find(({ key }) => liesAt(bytes, at, key))

/** An escape in a key may stand for a property that is named. */
const mayBeNamed = (bytes: Uint8Array, from: number, end: number, node: ScreenNode): boolean => {
  if (node.properties.size === 0) return false
  for (let at = from; at < end; at++) if (bytes[at] === backslash) return true
  return false
}
