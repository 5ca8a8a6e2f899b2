import {
  byteAt,
  closeBrace,
  closeBracket,
  colon,
  comma,
  isDigit,
  liesAt,
  minus,
  openBrace,
  openBracket,
  quote,
  skipPlain,
  skipSpace,
} from './bytes'
import { isDate, isDateTime } from './dates'
import { isWhole, skipNumber, skipString } from './json'

// The bits of the types and the numbers of the formats: `screen-node.ts` has the same.
const typeNull: i32 = 1
const typeBoolean: i32 = 2
const typeInteger: i32 = 4
const typeNumber: i32 = 8
const typeString: i32 = 16
const typeObject: i32 = 32
const typeArray: i32 = 64
const formatNone: i32 = 0
const formatDateTime: i32 = 1
const formatDate: i32 = 2

/** Deeper values are left to the parser, which has no stack to run out of. */
const mostDepth: i32 = 64

/** What a value must be to be surely good; `write-screen.ts` writes it. */
@unmanaged
export class Node {
  types: i32
  format: i32
  /** The bits of all properties that must be there. */
  required: i32
  /** For properties that are not named; null where nothing is known of them. */
  additional: Node | null
  items: Node
  /** The first of a list. */
  properties: Property | null
  /** The property that the last object began with: most often the next one does too. */
  first: Property | null
}

/** A property that an object may have; its key with the quotes lies behind it. */
@unmanaged
export class Property {
  node: Node
  /** Its bit among those that must be there; 0 where it need not be. */
  bit: i32
  keyBytes: i32
  /** The next one of the list. */
  sibling: Property | null
  /** What came after it in the last object: most often it does again. */
  next: Property | null
}

function hasKey(property: Property, at: i32): bool {
  return liesAt(at, changetype<i32>(property) + offsetof<Property>(), property.keyBytes)
}

function passString(at: i32, node: Node): i32 {
  if ((node.types & typeString) === 0) return -1
  const end = skipString(at)
  if (end < 0 || node.format === formatNone) return end
  if (node.format === formatDateTime) return isDateTime(at + 1, end - 1) ? end : -1
  if (node.format === formatDate) return isDate(at + 1, end - 1) ? end : -1
  return -1
}

function passNumber(at: i32, node: Node): i32 {
  const end = skipNumber(at)
  return (node.types & (isWhole ? typeInteger : typeNumber)) === 0 ? -1 : end
}

// Four bytes of a literal as one number: the first is the lowest.
const nullBytes: i32 = 0x6c6c756e
const trueBytes: i32 = 0x65757274
const falseBytes: i32 = 0x736c6166

function passLiteral(at: i32, node: Node): i32 {
  const bytes = load<i32>(at)
  if (bytes === nullBytes) return (node.types & typeNull) === 0 ? -1 : at + 4
  if ((node.types & typeBoolean) === 0) return -1
  if (bytes === trueBytes) return at + 4
  return bytes === falseBytes && byteAt(at + 4) === 101 ? at + 5 : -1
}

function passValue(at: i32, node: Node, depth: i32): i32 {
  const code = byteAt(at)
  if (code === quote) return passString(at, node)
  if (code === openBrace) return passObject(at, node, depth + 1)
  if (code === openBracket) return passArray(at, node, depth + 1)
  if (isDigit(at) || code === minus) return passNumber(at, node)
  return passLiteral(at, node)
}

function passArray(from: i32, node: Node, depth: i32): i32 {
  if (depth > mostDepth || (node.types & typeArray) === 0) return -1
  let at = skipSpace(from + 1)
  if (byteAt(at) === closeBracket) return at + 1
  while (true) {
    at = passValue(at, node.items, depth)
    if (at < 0) return -1
    at = skipSpace(at)
    const code = byteAt(at)
    if (code === closeBracket) return at + 1
    if (code !== comma) return -1
    at = skipSpace(at + 1)
  }
  // Never reached: the compiler wants an end.
  return -1
}

/**
 * The place behind the object that begins at `from`, where it is surely good; else -1. A key with an
 * escape may stand for another one, and is left to the parser.
 *
 * @param depth 0 for a record.
 */
export function passObject(from: i32, node: Node, depth: i32): i32 {
  if (depth > mostDepth || (node.types & typeObject) === 0) return -1
  let at = skipSpace(from + 1)
  if (byteAt(at) === closeBrace) return node.required === 0 ? at + 1 : -1
  let seen = 0
  let last: Property | null = null
  while (true) {
    if (byteAt(at) !== quote) return -1
    let property = last === null ? node.first : last.next
    if (property === null || !hasKey(property, at)) {
      const keyEnd = skipPlain(at + 1) + 1
      if (byteAt(keyEnd - 1) !== quote || (depth === 0 && isOwn(at))) return -1
      property = find(node, at, keyEnd)
      if (property === null) {
        at = keyEnd
      } else if (last === null) node.first = property
      else last.next = property
    }
    if (property !== null) at += property.keyBytes
    const inner = property === null ? node.additional : property.node
    if (inner === null) return -1
    at = skipSpace(at)
    if (byteAt(at) !== colon) return -1
    at = passValue(skipSpace(at + 1), inner, depth)
    if (at < 0) return -1
    if (property !== null) {
      seen |= property.bit
      last = property
    }
    at = skipSpace(at)
    const code = byteAt(at)
    if (code === closeBrace) return seen === node.required ? at + 1 : -1
    if (code !== comma) return -1
    at = skipSpace(at + 1)
  }
  // Never reached: the compiler wants an end.
  return -1
}

function find(node: Node, at: i32, keyEnd: i32): Property | null {
  let one = node.properties
  while (one !== null) {
    if (one.keyBytes === keyEnd - at && hasKey(one, at)) return one
    one = one.sibling
  }
  return null
}

/** The first six bytes of a key that is ours: `"_sdc_`. */
const ownBytes: i64 = 0x5f_6364_735f_22
const sixBytes: i64 = 0xffff_ffff_ffff

/** Whether the key that begins at a place is one that we append ourselves. */
function isOwn(at: i32): bool {
  return (load<i64>(at) & sixBytes) === ownBytes
}
