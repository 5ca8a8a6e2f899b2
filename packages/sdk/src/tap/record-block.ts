/**
 * Many records at once, each written as JSON already: for streams of millions, where a record as an
 * object would cost more than all else. The engine passes the bytes on as they are. It does not leave
 * fields out of them (ask `isSelected` and write no more), and does not know them again in the next
 * run, which may repeat what lies within the lookback. Not for streams that have children.
 *
 * @example
 * yield new RecordBlock(Buffer.from('{"Id":"1"}\n{"Id":"2"}\n'), 2)
 */
export class RecordBlock {
  /** Records as lines of JSON, each with its line feed. May be reused once the next chunk is asked for. */
  readonly lines: Uint8Array
  /** How many there are. */
  readonly count: number
  /** The greatest replication value among them, where the stream has a replication key. */
  readonly newest: string | undefined

  constructor(lines: Uint8Array, count: number, newest?: string) {
    this.lines = lines
    this.count = count
    this.newest = newest
  }
}
