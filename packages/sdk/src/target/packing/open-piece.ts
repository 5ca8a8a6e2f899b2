import { pieceBytes } from './pack-pool.ts'
import type { BareFacts, Piece, Run, RunFacts } from './piece.ts'

const newline = 10
const firstBytes = 16 * 1024

/** A piece that runs are added to. Its memory grows with it: a stream may have few records. */
export class OpenPiece {
  readonly bare: BareFacts | undefined
  readonly #batchedAt: string
  readonly #fullMemory: () => ArrayBuffer
  #memory = new Uint8Array(firstBytes)
  #runs: RunFacts[] = []
  length = 0

  /** @param fullMemory Gives memory for a full piece. */
  constructor(bare: BareFacts | undefined, batchedAt: string, fullMemory: () => ArrayBuffer) {
    this.bare = bare
    this.#batchedAt = batchedAt
    this.#fullMemory = fullMemory
  }

  /** How much memory it takes. */
  get capacity(): number {
    return this.#memory.length
  }

  /** Whether a run still goes in without making it larger than a full piece. */
  hasRoomFor(run: Run): boolean {
    return this.length === 0 || this.length + run.bytes.length < pieceBytes
  }

  add({ bytes, records, firstLine, firstSequence, firstOrdinal, receivedAt }: Run): void {
    const needed = this.length + bytes.length + 1
    if (needed > this.#memory.length) this.#grow(needed)
    this.#memory.set(bytes, this.length)
    this.length += bytes.length
    if (this.#memory[this.length - 1] !== newline) this.#memory[this.length++] = newline
    this.#runs.push({ records, firstLine, firstSequence, firstOrdinal, receivedAt })
  }

  close(): Piece {
    const { length, bare } = this
    return { bytes: this.#memory, length, runs: this.#runs, bare, batchedAt: this.#batchedAt }
  }

  #grow(needed: number): void {
    const doubled = Math.max(needed, this.#memory.length * 4)
    const larger = new Uint8Array(
      doubled >= pieceBytes / 2 && needed <= pieceBytes
        ? this.#fullMemory()
        : new ArrayBuffer(doubled),
    )
    larger.set(this.#memory.subarray(0, this.length))
    this.#memory = larger
  }
}
