import { randomBytes } from 'node:crypto'
import { mayHoldLongNumber, quoteLongNumbers } from './long-numbers.ts'
import type { Line } from './malformed-line.ts'

/** The member that tells the place of a line; no record has it itself. */
export const placeField = `_place_${randomBytes(8).toString('hex')}`

/** A place is the number of the file times this, and the number of the line. */
export const placesPerFile = 2 ** 32

const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const tab = 0x09
const openingBrace = 0x7b
const closingBrace = 0x7d

/** Bytes that a place takes at most: the field, and a whole number that JavaScript keeps. */
const placeBytes = `{"${placeField}":,`.length + 16

/** What became of a block of lines. */
export interface PlacedLines {
  /** One record a line, each with its place as its first member. */
  readonly bytes: Buffer
  /** Lines of the block, blank ones not counted. */
  readonly lines: number
  readonly longestBytes: number
}

/**
 * Lays a block of lines out to be read by DuckDB: each with its place, without what is no line of
 * JSON, and with numbers that would be rounded as texts.
 *
 * @param before the place of the line before the block.
 * @param refuses judges a line; one that it refuses is left out. Lines that begin and end as
 *   objects do are judged only where `judgesAll` is set.
 */
export function placeLines(
  block: Buffer,
  before: number,
  refuses: (line: Line) => boolean,
  judgesAll: boolean,
): PlacedLines {
  const ends = lineEnds(block)
  const hasLongNumber = mayHoldLongNumber(block)
  const room = block.length + ends.length * placeBytes
  // Quotes around long numbers: a number takes sixteen bytes or more, or six and a separator.
  const bytes = Buffer.allocUnsafe(hasLongNumber ? room + (block.length >> 1) : room)
  let filled = 0
  let place = before
  let longestBytes = 0
  let start = 0
  for (const end of ends) {
    const raw = { start, end: block[end - 1] === carriageReturn ? end - 1 : end }
    start = end + 1
    if (isBlankLine(block, raw)) continue
    place += 1
    const line = trimmed(block, raw)
    if (judgesAll || !isObject(block, line)) {
      const bytes = block.subarray(raw.start, raw.end)
      if (refuses({ number: place % placesPerFile, bytes })) continue
    }
    const begun = filled
    const comma = hasMembers(block, line.start) ? ',' : ''
    filled += bytes.write(`{"${placeField}":${place}${comma}`, filled, 'latin1')
    if (hasLongNumber) {
      filled += quoteLongNumbers(block.subarray(line.start, line.end)).copy(bytes, filled, 1)
    } else {
      filled += block.copy(bytes, filled, line.start + 1, line.end)
    }
    bytes[filled] = lineFeed
    filled += 1
    longestBytes = Math.max(longestBytes, filled - begun)
  }
  return { bytes: bytes.subarray(0, filled), lines: place - before, longestBytes }
}

function lineEnds(block: Buffer): number[] {
  const ends: number[] = []
  let end = block.indexOf(lineFeed)
  for (; end >= 0; end = block.indexOf(lineFeed, end + 1)) ends.push(end)
  if ((ends.at(-1) ?? -1) < block.length - 1) ends.push(block.length)
  return ends
}

/** Where a line lies within its block. */
interface Span {
  readonly start: number
  readonly end: number
}

const isObject = (block: Buffer, { start, end }: Span) =>
  block[start] === openingBrace && block[end - 1] === closingBrace && end - start > 1

function isBlankLine(block: Buffer, { start, end }: Span): boolean {
  for (let place = start; place < end; place += 1) {
    if (block[place] !== space && block[place] !== tab) return false
  }
  return true
}

/** A line without the blanks around it, as JSON has them. */
function trimmed(block: Buffer, line: Span): Span {
  let { start, end } = line
  while (start < end && isBlank(block[start])) start += 1
  while (end > start && isBlank(block[end - 1])) end -= 1
  return { start, end }
}

/** Whether an object that begins here has members. */
function hasMembers(block: Buffer, start: number): boolean {
  let next = start + 1
  while (isBlank(block[next])) next += 1
  return block[next] !== closingBrace
}

const isBlank = (byte: number | undefined) =>
  byte === space || byte === tab || byte === carriageReturn
