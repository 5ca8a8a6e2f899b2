import type { RecordMessage } from '../../protocol/message.ts'
import { scanMembers } from '../../protocol/scan.ts'
import { liesAt } from './lies-at.ts'

/** How the RECORD lines of a stream begin, as far as type and stream are told. */
interface LineHead {
  readonly stream: string
  readonly bytes: Buffer
}

/** So many are remembered; a tap has one for each of its streams. */
const mostHeads = 256

/** Where a line has told type and stream, if that is before its record; 0 where it is not. */
const headEnd = (line: string): number => {
  const ends = new Map<string, number>()
  scanMembers(line, (keyStart, keyEnd, _, valueEnd) => {
    const key = line.slice(keyStart, keyEnd)
    if (!ends.has(key)) ends.set(key, valueEnd)
  })
  const end = Math.max(ends.get('type') ?? 0, ends.get('stream') ?? 0)
  return end < (ends.get('record') ?? 0) ? end : 0
}

/**
 * Knows RECORD lines by how they begin, so that they need not be read to be sorted by stream. That
 * they are what they seem is found out where they are packed.
 */
export class LineHeads {
  /** The one that was found last comes first. */
  readonly #heads: LineHead[] = []

  /** Learns how the lines of a stream begin from one of them. */
  learn(line: string, { stream }: RecordMessage): void {
    const end = headEnd(line)
    if (end === 0 || this.#heads.length === mostHeads) return
    const bytes = Buffer.from(line.slice(0, end))
    if (!this.#heads.some((head) => head.bytes.equals(bytes)))
      this.#heads.unshift({ stream, bytes })
  }

  /** The stream of the RECORD line that begins at a place; undefined where it must be read. */
  streamAt(bytes: Buffer, at: number): string | undefined {
    const place = this.#heads.findIndex((head) => liesAt(bytes, at, head.bytes))
    if (place < 0) return undefined
    const [head] = this.#heads.splice(place, 1)
    this.#heads.unshift(head as LineHead)
    return head?.stream
  }

  /** Whether the line that begins at a place begins as the one that was found last. */
  isAsLast(bytes: Buffer, at: number): boolean {
    return liesAt(bytes, at, (this.#heads[0] as LineHead).bytes)
  }
}
