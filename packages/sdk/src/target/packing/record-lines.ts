import { ProtocolError } from '../../errors.ts'
import { parseMessage } from '../../protocol/parse-message.ts'
import { recordPlace } from '../../protocol/record-place.ts'
import { liesAt } from './lies-at.ts'
import { ObjectScan } from './scan-object.ts'

const newline = 10
const quote = 34
const backslash = 92

/** The record on the line that was read last. */
export interface FoundRecord {
  /** Where it begins and ends. */
  readonly start: number
  readonly end: number
  /** Where the next line begins. */
  readonly next: number
  /** Whether it is known to be ASCII. */
  readonly isAscii: boolean
  readonly timeExtracted: string | undefined
  readonly version: number | undefined
}

/** What stands around the record in the lines of one stream: the same bytes, but for the time. */
export interface LineFrame {
  readonly before: Buffer
  /** From the record to the time's first quote, or to the end of the line where it has none. */
  readonly after: Buffer
  /** From the time's last quote to the end of the line, the line end included. */
  readonly end: Buffer
  readonly hasTime: boolean
}

const timed = /^(.*"time_extracted"\s*:\s*)"[^"\\]*"(.*)$/s

/**
 * Finds the record in each RECORD line of a stream. Lines of a stream differ in their record and
 * their time alone, so what stood around the last one is looked for first; a line that differs is
 * read as any message.
 */
export class RecordLines implements FoundRecord {
  readonly #stream: string
  readonly #scan = new ObjectScan()
  /** What stood around the last record, where that can be told. */
  frame: LineFrame | undefined
  start = 0
  end = 0
  next = 0
  isAscii = false
  timeExtracted: string | undefined
  version: number | undefined
  /** The bytes of the time that was read last, quotes included: most often the next one is the same. */
  #time: Uint8Array | undefined

  constructor(stream: string) {
    this.#stream = stream
  }

  /**
   * Reads the line that begins at `at`.
   * @throws {ProtocolError} where it is no RECORD of the stream.
   */
  read(bytes: Buffer, at: number): void {
    if (this.frame === undefined || !this.#readFramed(this.frame, bytes, at)) {
      this.#readAny(bytes, at)
    }
  }

  #readFramed({ before, after, end, hasTime }: LineFrame, bytes: Buffer, at: number): boolean {
    if (!liesAt(bytes, at, before)) return false
    const start = at + before.length
    this.#scan.scan(bytes, start)
    const { end: recordEnd, isAscii } = this.#scan
    if (recordEnd < 0 || !liesAt(bytes, recordEnd, after)) return false
    let next = recordEnd + after.length
    if (hasTime) {
      const timeEnd = this.#readTime(bytes, next)
      if (timeEnd < 0 || !liesAt(bytes, timeEnd, end)) return false
      next = timeEnd + end.length
    }
    this.start = start
    this.end = recordEnd
    this.isAscii = isAscii
    this.next = next
    return true
  }

  /** Reads the quoted time at a place, and gives the place behind it; -1 where it is none. */
  #readTime(bytes: Buffer, from: number): number {
    if (this.#time && liesAt(bytes, from, this.#time)) return from + this.#time.length
    if (bytes[from] !== quote) return -1
    let end = from + 1
    while (bytes[end] !== quote && bytes[end] !== newline && bytes[end] !== backslash) end++
    if (bytes[end] !== quote) return -1
    this.#time = Uint8Array.prototype.slice.call(bytes, from, end + 1)
    this.timeExtracted = bytes.toString('utf8', from + 1, end)
    return end + 1
  }

  #readAny(bytes: Buffer, at: number): void {
    const lineEnd = bytes.indexOf(newline, at)
    const line = bytes.toString('utf8', at, lineEnd)
    const message = parseMessage(line)
    if (message.type !== 'RECORD' || message.stream !== this.#stream) {
      throw new ProtocolError(
        'it says twice of what type or stream it is; the tap must write each member once',
      )
    }
    const place = recordPlace(line)
    const bytesOfRecord = Buffer.byteLength(message.text)
    this.start = at + Buffer.byteLength(line.slice(0, place.start))
    this.end = this.start + bytesOfRecord
    this.isAscii = bytesOfRecord === message.text.length
    this.next = lineEnd + 1
    this.timeExtracted = message.timeExtracted
    this.version = message.version
    this.#time = undefined
    this.frame = this.#frameOf(bytes, at)
  }

  #frameOf(bytes: Buffer, at: number): LineFrame | undefined {
    const before = Buffer.from(bytes.subarray(at, this.start))
    const rest = bytes.toString('utf8', this.end, this.next)
    const none = Buffer.alloc(0)
    if (this.timeExtracted === undefined) {
      return { before, after: Buffer.from(rest), end: none, hasTime: false }
    }
    const [, after, end] = timed.exec(rest) ?? []
    if (after === undefined || end === undefined) return undefined
    return { before, after: Buffer.from(after), end: Buffer.from(end), hasTime: true }
  }
}
