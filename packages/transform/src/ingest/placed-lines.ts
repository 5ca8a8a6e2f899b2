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

/** How lines are judged. */
export interface Judging {
  /** Whether a line is no record; it is left out then. */
  readonly refuses: (line: Line) => boolean
  /** Whether every line is judged, and not only those that do not begin and end as objects do. */
  readonly judgesAll: boolean
}

/**
 * Lays lines out to be read by DuckDB: one record a line, each with its place as its first member,
 * without what is no line of JSON, and with numbers that would be rounded as texts.
 *
 * @example
 * const lines = new PlacedLines(0, { refuses: () => true, judgesAll: false })
 * lines.take(Buffer.from('{"id":1}\n'))
 * await file.appendFile(lines.give())
 */
export class PlacedLines {
  readonly #judging: Judging
  #place: number
  #longestBytes = 0
  /** Written again and again: a new one for each block would keep the collector busy. */
  #bytes = Buffer.alloc(0)
  #filled = 0

  /** @param file the number of the file that the lines are of. */
  constructor(file: number, judging: Judging) {
    this.#place = file * placesPerFile
    this.#judging = judging
  }

  /** Bytes that wait to be given. */
  get waitingBytes(): number {
    return this.#filled
  }

  /** The longest line so far, with its place and its line break. */
  get longestBytes(): number {
    return this.#longestBytes
  }

  /** Takes a block of whole lines. */
  take(block: Buffer): void {
    const ends = lineEnds(block)
    const hasLongNumber = mayHoldLongNumber(block)
    // A number that is put in quotes takes six bytes or more.
    const quotes = hasLongNumber ? block.length >> 1 : 0
    this.#makeRoom(block.length + ends.length * placeBytes + quotes)
    let start = 0
    for (const end of ends) {
      const raw = { start, end: block[end - 1] === carriageReturn ? end - 1 : end }
      start = end + 1
      if (isBlankLine(block, raw)) continue
      this.#place += 1
      const line = trimmed(block, raw)
      if (this.#refuses(block, raw, line)) continue
      this.#write(block, line, hasLongNumber)
    }
  }

  /** What was laid out since the last time; it holds until the next block is taken. */
  give(): Buffer {
    const given = this.#bytes.subarray(0, this.#filled)
    this.#filled = 0
    return given
  }

  #makeRoom(bytes: number): void {
    if (this.#filled + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(this.#filled + bytes)
    this.#bytes.copy(larger, 0, 0, this.#filled)
    this.#bytes = larger
  }

  #refuses(block: Buffer, raw: Span, line: Span): boolean {
    const { judgesAll, refuses } = this.#judging
    if (!judgesAll && isObject(block, line)) return false
    return refuses({
      number: this.#place % placesPerFile,
      bytes: block.subarray(raw.start, raw.end),
    })
  }

  #write(block: Buffer, { start, end }: Span, hasLongNumber: boolean): void {
    const bytes = this.#bytes
    const begun = this.#filled
    const comma = hasMembers(block, start) ? ',' : ''
    let filled = begun + bytes.write(`{"${placeField}":${this.#place}${comma}`, begun, 'latin1')
    filled += hasLongNumber
      ? quoteLongNumbers(block.subarray(start, end)).copy(bytes, filled, 1)
      : block.copy(bytes, filled, start + 1, end)
    bytes[filled] = lineFeed
    this.#filled = filled + 1
    this.#longestBytes = Math.max(this.#longestBytes, this.#filled - begun)
  }
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
