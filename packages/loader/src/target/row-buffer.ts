const firstBytes = 64 * 1024

/** Bytes of UTF-8 that a unit of UTF-16 takes at most. */
const bytesPerUnit = 3

/** Rows in the text format of `COPY`, in one piece of memory; rows can be taken out again. */
export class RowBuffer {
  #bytes = Buffer.allocUnsafeSlow(firstBytes)
  #length = 0
  readonly #starts: number[] = []
  readonly #dropped = new Set<number>()

  get isEmpty(): boolean {
    return this.#dropped.size === this.#starts.length
  }

  /** Takes a row, without its line break. Returns its number. */
  add(row: string): number {
    const start = this.#length
    this.#makeRoom(row.length * bytesPerUnit + 1)
    this.#length += this.#bytes.write(row, this.#length, 'utf8')
    this.#bytes[this.#length++] = 10
    return this.#starts.push(start) - 1
  }

  /** The row of a number, without its line break. */
  get(row: number): string {
    const end = this.#starts[row + 1] ?? this.#length
    return this.#bytes.toString('utf8', this.#starts[row], end - 1)
  }

  drop(row: number): void {
    this.#dropped.add(row)
  }

  /** What is in, in as few pieces as can be. */
  *pieces(): Generator<Buffer> {
    let from = 0
    for (const row of [...this.#dropped].sort((a, b) => a - b)) {
      const start = this.#starts[row] ?? 0
      if (start > from) yield this.#bytes.subarray(from, start)
      from = this.#starts[row + 1] ?? this.#length
    }
    if (this.#length > from) yield this.#bytes.subarray(from, this.#length)
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes
    if (needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}
