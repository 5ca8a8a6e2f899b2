import { isUtf8 } from 'node:buffer'
import type { Message } from '../../protocol/message.ts'
import { parseMessage } from '../../protocol/parse-message.ts'
import { lineTooLong, longestLineBytes } from '../../protocol/read-lines.ts'
import { LineHeads } from './line-heads.ts'

const newline = 10
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Takes what lines hold, in order; each promise is awaited before the next call. */
export interface LineTaker {
  /** How many records and bytes of a stream may come in one run. */
  room(stream: string, lineNumber: number): { readonly records: number; readonly bytes: number }
  /** Whole lines, one after the other, all of them records of one stream. */
  run(stream: string, lines: Buffer, records: number, firstLine: number): undefined | Promise<void>
  /** Any other message. */
  message(message: Message, lineNumber: number, invalid?: Buffer): undefined | Promise<void>
}

/**
 * Cuts bytes into lines and sorts them, reading no more of a RECORD than how it begins: all that is
 * left to do with it can be done on another core.
 */
export class LineFramer {
  readonly #taker: LineTaker
  readonly #heads = new LineHeads()
  #parts: Buffer[] = []
  #held = 0
  #lineNumber = 1
  #isFirst = true

  constructor(taker: LineTaker) {
    this.#taker = taker
  }

  /**
   * Takes bytes as they come.
   * @throws {ProtocolError} where a line is no message, or too long.
   */
  async take(chunk: Uint8Array): Promise<void> {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const last = bytes.lastIndexOf(newline)
    if (last < 0) return this.#keep(bytes)
    if (this.#held > 0) {
      const end = bytes.indexOf(newline) + 1
      await this.#lines(Buffer.concat([...this.#parts, bytes.subarray(0, end)]))
      bytes = bytes.subarray(end)
    }
    this.#parts = []
    this.#held = 0
    const whole = bytes.lastIndexOf(newline) + 1
    await this.#lines(bytes.subarray(0, whole))
    if (whole < bytes.length) this.#keep(bytes.subarray(whole))
  }

  /** Takes the last line, which may lack its end. */
  async end(): Promise<void> {
    if (this.#held > 0) await this.#lines(Buffer.concat(this.#parts))
    this.#held = 0
  }

  #keep(bytes: Buffer): void {
    this.#parts.push(Buffer.from(bytes))
    this.#held += bytes.length
    if (this.#held > longestLineBytes) {
      throw lineTooLong(this.#lineNumber)
    }
  }

  async #lines(lines: Buffer): Promise<void> {
    let bytes = lines
    if (this.#isFirst && bytes.subarray(0, 3).equals(byteOrderMark)) bytes = bytes.subarray(3)
    this.#isFirst = false
    for (let at = 0; at < bytes.length; ) {
      const stream = this.#heads.streamAt(bytes, at)
      if (stream === undefined) {
        const end = lineEnd(bytes, at)
        const wait = this.#line(bytes.subarray(at, end))
        if (wait) await wait
        at = end
      } else {
        const { end, records } = this.#runFrom(bytes, at, stream)
        const firstLine = this.#lineNumber
        this.#lineNumber += records
        const wait = this.#taker.run(stream, bytes.subarray(at, end), records, firstLine)
        if (wait) await wait
        at = end
      }
    }
  }

  /** The lines of one stream from a place on, within the room that there is. */
  #runFrom(bytes: Buffer, at: number, stream: string): { end: number; records: number } {
    const room = this.#taker.room(stream, this.#lineNumber)
    let end = lineEnd(bytes, at)
    let records = 1
    while (
      end < bytes.length &&
      records < room.records &&
      end - at < room.bytes &&
      this.#heads.isAsLast(bytes, end)
    ) {
      end = lineEnd(bytes, end)
      records++
    }
    return { end, records }
  }

  /** A line that begins as none that is known. */
  #line(bytes: Buffer): undefined | Promise<void> {
    const lineNumber = this.#lineNumber++
    const line = bytes.toString('utf8').trim()
    if (line === '') return undefined
    const message = parseMessage(line, lineNumber)
    const isText = isUtf8(bytes)
    if (message.type !== 'RECORD') {
      return this.#taker.message(message, lineNumber, isText ? undefined : bytes)
    }
    this.#taker.room(message.stream, lineNumber)
    if (isText) this.#heads.learn(line, message)
    return this.#taker.run(message.stream, bytes, 1, lineNumber)
  }
}

/** The place behind the line that begins at a place. */
const lineEnd = (bytes: Buffer, at: number): number => {
  const found = bytes.indexOf(newline, at)
  return found < 0 ? bytes.length : found + 1
}
