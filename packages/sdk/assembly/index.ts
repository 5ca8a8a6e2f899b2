import { byteAt, copy, liesAt, quote, skipPlain } from './bytes'
import { Node, passObject } from './screen'

const nine: i32 = 57
const zero: i32 = 48

/** What stands around the record in the lines of a stream, and what is appended to it. */
@unmanaged
class Frame {
  /** From the begin of the line to the record. */
  before: i32
  beforeBytes: i32
  /** From the record to its time, or to the next line where it has none. */
  after: i32
  afterBytes: i32
  /** From the time to the next line. */
  end: i32
  endBytes: i32
  hasTime: i32
  /** From the record's last brace to its time, that included where the line has none. */
  head: i32
  headBytes: i32
  /** From the time to the next line; the sequence stands in it. */
  tail: i32
  tailBytes: i32
  lastDigit: i32
}

/** Where the next line begins, after {@link takeLines}. */
export let next: i32 = 0

/** Where the next bytes are written, after {@link takeLines}. */
export let out: i32 = 0

function append(from: i32, bytes: i32): void {
  copy(out, from, bytes)
  out += bytes
}

function countUp(lastDigit: i32): void {
  let digit = lastDigit
  while (byteAt(digit) === nine) {
    store<u8>(digit, u8(zero))
    digit--
  }
  store<u8>(digit, u8(byteAt(digit) + 1))
}

/** The place behind the quoted text that begins at a place; -1 where it is none, or holds an escape. */
function skipQuoted(from: i32): i32 {
  if (byteAt(from) !== quote) return -1
  const end = skipPlain(from + 1)
  return byteAt(end) === quote ? end + 1 : -1
}

/** Takes the line that begins at {@link next}, where it looks as the frame says and its record is good. */
function takeLine(frame: Frame, node: Node): bool {
  if (!liesAt(next, frame.before, frame.beforeBytes)) return false
  const record = next + frame.beforeBytes
  if (byteAt(record + 1) !== quote) return false
  const recordEnd = passObject(record, node, 0)
  if (recordEnd < 0 || !liesAt(recordEnd, frame.after, frame.afterBytes)) return false
  const time = recordEnd + frame.afterBytes
  let timeEnd = time
  if (frame.hasTime !== 0) {
    timeEnd = skipQuoted(time)
    if (timeEnd < 0 || !liesAt(timeEnd, frame.end, frame.endBytes)) return false
  }
  append(record, recordEnd - 1 - record)
  append(frame.head, frame.headBytes)
  append(time, timeEnd - time)
  append(frame.tail, frame.tailBytes)
  next = timeEnd + frame.endBytes
  return true
}

/**
 * Takes lines as long as nothing is unusual about them, and writes their records with what is appended.
 *
 * @param most How many lines there are. The sequence may grow by so many without another digit.
 * @returns How many were taken.
 */
export function takeLines(from: i32, to: i32, most: i32, frame: Frame, node: Node): i32 {
  next = from
  out = to
  for (let taken = 0; taken < most; taken++) {
    if (!takeLine(frame, node)) return taken
    if (taken + 1 < most) countUp(frame.lastDigit)
  }
  return most
}

/** The place behind the record that begins at a place, where it is surely good; else -1. */
export function passRecord(at: i32, node: Node): i32 {
  return byteAt(at) === 123 ? passObject(at, node, 0) : -1
}
