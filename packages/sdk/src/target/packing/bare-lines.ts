import type { BareFacts } from './piece.ts'
import type { FoundRecord } from './record-lines.ts'

const newline = 10

const isSpace = (code: number | undefined) => code === 32 || code === 9 || code === 13

/** The records in the files of a BATCH, which stand on their lines alone. */
export class BareLines implements FoundRecord {
  start = 0
  end = 0
  next = 0
  /** Nobody has looked. */
  readonly isAscii = false
  timeExtracted: string | undefined
  version: number | undefined

  /** Says what holds for the lines from here on. */
  set({ timeExtracted, version }: BareFacts): void {
    this.timeExtracted = timeExtracted
    this.version = version
  }

  read(bytes: Buffer, at: number): void {
    const lineEnd = bytes.indexOf(newline, at)
    this.next = lineEnd + 1
    this.start = at
    this.end = lineEnd
    while (this.start < this.end && isSpace(bytes[this.start])) this.start++
    while (this.end > this.start && isSpace(bytes[this.end - 1])) this.end--
  }
}
