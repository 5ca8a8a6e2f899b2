/** Bytes that are written one after the other, in memory that is used again after `clear`. */
export class GrowingBytes {
  #memory: Buffer
  /** How many bytes have been written. */
  length = 0

  constructor(capacity = 65_536) {
    this.#memory = Buffer.allocUnsafeSlow(capacity)
  }

  /** What has been written; valid until more is. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.length)
  }

  clear(): void {
    this.length = 0
  }

  /** Writes the bytes of `source` from a place to another. */
  copy(source: Buffer, from: number, to: number): void {
    this.#reserve(to - from)
    this.length += source.copy(this.#memory, this.length, from, to)
  }

  /** Writes all bytes of `source`. */
  add(source: Buffer): void {
    this.copy(source, 0, source.length)
  }

  write(text: string): void {
    this.#reserve(text.length * 3)
    this.length += this.#memory.write(text, this.length)
  }

  #reserve(bytes: number): void {
    const needed = this.length + bytes
    if (needed <= this.#memory.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#memory.length * 2))
    this.#memory.copy(larger, 0, 0, this.length)
    this.#memory = larger
  }
}
