import type { EnvelopeBytes } from '../envelope-bytes.ts'
import type { GrowingBytes } from '../growing-bytes.ts'
import { slackBytes } from '../module-memory.ts'
import type { LineFrame } from '../record-lines.ts'
import type { Screen } from './screen.ts'

/** For what stands around a record and what is appended to it: where it is more, lines are read singly. */
const partsBytes = 4096
/** How many numbers of 32 bits the class `Frame` of `assembly/index.ts` holds. */
const frameNumbers = 12

/** Records that came one after the other, and what is known of them. */
export interface ScreenedRun {
  /** Where the first one's line begins, and how many there are. */
  readonly at: number
  readonly records: number
  readonly frame: LineFrame
  readonly firstSequence: number
  /** The time of records whose lines have none. */
  readonly receivedAt: string
}

/** Takes lines with which nothing is unusual, many at a time: what `assembly/index.ts` does. */
export class LineScreen {
  readonly #screen: Screen
  readonly #frame: number
  /** What is written at `#frame`. */
  #parts: readonly Buffer[] = []
  #input = 0
  #inputBytes = 0

  constructor(screen: Screen) {
    this.#screen = screen
    this.#frame = screen.memory.allocate(frameNumbers * 4 + partsBytes)
  }

  /** Says which lines are read from here on. */
  open(lines: Buffer): void {
    const { memory } = this.#screen
    this.#input = memory.end
    this.#inputBytes = lines.length
    memory.reserve(this.#input + lines.length)
    memory.bytes.set(lines, this.#input)
  }

  /**
   * Writes records with their envelope, until one comes whose line differs from the frame, or that is
   * not surely good.
   *
   * @returns How many were written, and where the next line begins.
   */
  take(
    run: ScreenedRun,
    envelope: EnvelopeBytes,
    output: GrowingBytes,
  ): { readonly records: number; readonly next: number } {
    const { at, frame, receivedAt, firstSequence } = run
    const { memory, node } = this.#screen
    const tail = envelope.tailOf(firstSequence)
    const head = frame.hasTime ? envelope.head : envelope.headOf(receivedAt)
    if (!this.#write(frame, head, tail, envelope.lastDigit)) return { records: 0, next: at }
    const most = Math.min(run.records, envelope.sequencesFrom(firstSequence))
    const place = this.#input + this.#inputBytes + slackBytes
    memory.reserve(place + this.#inputBytes - at + most * (head.length + tail.length))
    const { takeLines, next, out } = memory.exports
    const records = takeLines(this.#input + at, place, most, this.#frame, node)
    output.copy(memory.bytes, place, out.value)
    return { records, next: next.value - this.#input }
  }

  /** Writes what `assembly/index.ts` reads of a frame. Says whether there is room for it. */
  #write(
    { before, after, end, hasTime }: LineFrame,
    head: Buffer,
    tail: Buffer,
    lastDigit: number,
  ): boolean {
    const { bytes } = this.#screen.memory
    const parts = [before, after, end, head, tail]
    const places: number[] = []
    let place = this.#frame + frameNumbers * 4
    for (const part of parts) {
      places.push(place)
      place += part.length
    }
    if (place > this.#frame + frameNumbers * 4 + partsBytes - slackBytes) return false
    const [tailPlace = 0] = places.slice(-1)
    bytes.set(tail, tailPlace)
    if (parts.every((part, index) => part === this.#parts[index])) return true
    this.#parts = parts
    const numbers = parts.flatMap((part, index) => [places[index] ?? 0, part.length])
    numbers.splice(6, 0, hasTime ? 1 : 0)
    for (const [index, number] of [...numbers, tailPlace + lastDigit].entries()) {
      bytes.writeInt32LE(number, this.#frame + index * 4)
    }
    for (const [index, part] of parts.entries()) bytes.set(part, places[index])
    return true
  }
}
