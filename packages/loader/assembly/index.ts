import {
  byteAt,
  closeBrace,
  comma,
  liesAt,
  quote,
  skipPlain,
  skipSpace,
} from '../../sdk/assembly/bytes'
import { out, writeAt, writeNumber } from './out'
import { writeField, writeNull } from './value'
import { valueEnd } from './value-end'

const newline: i32 = 10

/** So many bytes a row has before its fields. */
const headBytes: i32 = 2

/** A field takes at most so many bytes more than the JSON that it is made of. */
const mostGain: i32 = 20

/** A property that records may have; its key with the quotes lies behind it. `row-layout.ts` writes it. */
@unmanaged
class Property {
  /** Where its value stands in a row; -1 where it is left out. */
  place: i32
  keyBytes: i32
  /** The next one of the list. */
  sibling: Property | null
  /** What came after it in the last record: most often it does again. */
  next: Property | null
}

/** What is between two addresses. */
@unmanaged
class Span {
  from: i32
  end: i32
}

/** How rows are made of records. */
@unmanaged
class Layout {
  /** The first of a list. */
  properties: Property | null
  /** The property that the last record began with. */
  first: Property | null
  width: i32
  /** So many fields, the first ones, tell rows apart. */
  keyWidth: i32
  /** Where the time of deletion stands. */
  deletedPlace: i32
  /** The kind of each field, 32 bits each. */
  kinds: i32
  /** Where the value of each field stands in the record that is read; no address: nowhere. */
  spans: i32
  /** How many bytes may be written, and rows told of. */
  room: i32
  mostRows: i32
  /** Where each row begins, in bytes from the first one: 32 bits each. */
  starts: i32
  /** The hash of each row's key: 64 bits each. */
  hashes: i32
}

/** Where the next line begins, after {@link copyRows}. */
export let next: i32 = 0

/** Where the rows end. */
export let end: i32 = 0

/** Whether the next line could not be read; else there is no room for it. */
export let isUnusual: i32 = 0

/** Whether a row says that the source deleted it. */
export let hasDeleted: i32 = 0

function hasKey(property: Property, at: i32): bool {
  return liesAt(at, changetype<i32>(property) + offsetof<Property>(), property.keyBytes)
}

function find(layout: Layout, at: i32, keyEnd: i32): Property | null {
  let one = layout.properties
  while (one !== null) {
    if (one.keyBytes === keyEnd - at && hasKey(one, at)) return one
    one = one.sibling
  }
  return null
}

function spanAt(layout: Layout, place: i32): Span {
  return changetype<Span>(layout.spans + place * offsetof<Span>())
}

/** Finds the members of the record that begins at a place. The place behind it; -1 where it is unusual. */
function readMembers(from: i32, layout: Layout): i32 {
  for (let place = 0; place < layout.width; place++) spanAt(layout, place).from = 0
  let at = skipSpace(from + 1)
  let last: Property | null = null
  while (byteAt(at) === quote) {
    let property = last === null ? layout.first : last.next
    if (property === null || !hasKey(property, at)) {
      const keyEnd = skipPlain(at + 1) + 1
      property = byteAt(keyEnd - 1) === quote ? find(layout, at, keyEnd) : null
      if (property === null) return -1
      if (last === null) layout.first = property
      else last.next = property
    }
    const value = skipSpace(skipSpace(at + property.keyBytes) + 1)
    at = valueEnd(value)
    if (property.place >= 0) {
      const span = spanAt(layout, property.place)
      span.from = value
      span.end = at
    }
    last = property
    at = skipSpace(at)
    if (byteAt(at) === closeBrace) return at + 1
    if (byteAt(at) !== comma) return -1
    at = skipSpace(at + 1)
  }
  return -1
}

/** Two hashes of 32 bits at once, the same that `key-hash.ts` makes, as one number of 52. */
function hash(from: i32, keyEnd: i32): f64 {
  let one: u32 = 0x811c9dc5
  let other: u32 = 0x9747b28c
  for (let at = from; at < keyEnd; at++) {
    one = (one ^ u32(byteAt(at))) * 0x01000193
    other = (other ^ u32(byteAt(at))) * 0x5bd1e995
    other ^= other >> 15
  }
  return f64(one) * 1048576.0 + f64(other >> 12)
}

function copyRow(layout: Layout, row: i32, rowStart: i32, first: i32): bool {
  const recordEnd = readMembers(next, layout)
  if (recordEnd < 0 || byteAt(recordEnd) !== newline) return false
  writeNumber<i16>(i16(layout.width))
  let keyEnd = out
  for (let place = 0; place < layout.width; place++) {
    const span = spanAt(layout, place)
    const kind = load<i32>(layout.kinds + place * 4)
    if (span.from === 0) writeNull()
    else if (!writeField(span.from, span.end, kind)) return false
    if (place + 1 === layout.keyWidth) keyEnd = out
  }
  const deleted = spanAt(layout, layout.deletedPlace).from
  if (deleted !== 0 && byteAt(deleted) !== 110) hasDeleted = 1
  store<i32>(layout.starts + row * 4, rowStart - first)
  store<f64>(layout.hashes + row * 8, hash(rowStart + headBytes, keyEnd))
  next = recordEnd + 1
  return true
}

/**
 * Makes rows, as a binary `COPY` reads them, of lines that hold a record each, until one is unusual or
 * there is no room for it.
 *
 * @returns How many were made.
 */
export function copyRows(from: i32, linesEnd: i32, to: i32, layout: Layout): i32 {
  next = from
  end = to
  isUnusual = 0
  hasDeleted = 0
  let rows = 0
  while (next < linesEnd && rows < layout.mostRows) {
    const most = headBytes + linesEnd - next + mostGain * layout.width
    if (end - to + most > layout.room) return rows
    writeAt(end)
    if (!copyRow(layout, rows, end, to)) {
      isUnusual = 1
      return rows
    }
    end = out
    rows++
  }
  return rows
}
