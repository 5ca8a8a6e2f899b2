const firstBytes = 64 * 1024

/** Rows of a binary `COPY`, in one piece of memory; rows can be taken out again. */
export class RowBuffer {
  #bytes = Buffer.allocUnsafeSlow(firstBytes)
  #length = 0
  readonly #starts: number[] = []
  readonly #dropped = new Set<number>()

  get isEmpty(): boolean {
    return this.#dropped.size === this.#starts.length
  }

  /** Takes a row. Returns its number. */
  add(row: Uint8Array): number {
    const start = this.#length
    this.#makeRoom(row.length)
    this.#bytes.set(row, start)
    this.#length += row.length
    return this.#starts.push(start) - 1
  }

  /** The row of a number; valid until another is added. */
  get(row: number): Buffer {
    return this.#bytes.subarray(this.#starts[row], this.#starts[row + 1] ?? this.#length)
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
