import type { BatchInfo, BatchWriter, Sink } from '../sink.ts'
import type { MemoryBudget } from './memory-budget.ts'
import { OpenPiece } from './open-piece.ts'
import type { PackPool } from './pack-pool.ts'
import type { PieceResult } from './packers.ts'
import type { PackedRecords } from './packing.ts'
import type { PackPlan, Piece, Run } from './piece.ts'

export interface PackingSinkOptions {
  readonly plan: PackPlan
  readonly pool: PackPool
  readonly budget: MemoryBudget
  /** Takes what was packed. */
  readonly sink: Sink<PackedRecords>
  /** Takes what could not go on; is awaited before the batch is made durable. */
  readonly onOutcome: (piece: Piece, outcome: PieceResult) => undefined | Promise<void>
}

/**
 * A sink for lines as they came: gathers them into pieces, has those packed, and hands them on in
 * order. A batch is committed when all its pieces are packed.
 */
export function packingSink(options: PackingSinkOptions): Sink<Run> {
  return {
    isUnordered: options.sink.isUnordered ?? false,
    open: (batch) => new PackingWriter(options, batch),
  }
}

class PackingWriter implements BatchWriter<Run> {
  readonly #options: PackingSinkOptions
  readonly #batch: BatchInfo
  /** Is opened by the first record that goes on: a batch without one leaves nothing. */
  #writer: BatchWriter<PackedRecords> | undefined
  #piece: OpenPiece | undefined
  #packed: Promise<void> = Promise.resolve()
  #held = 0

  constructor(options: PackingSinkOptions, batch: BatchInfo) {
    this.#options = options
    this.#batch = batch
  }

  add(run: Run): undefined | Promise<void> {
    const open = this.#piece
    const fits = open !== undefined && open.bare === run.bare && open.hasRoomFor(run)
    const wait = fits ? undefined : this.#close()
    this.#piece ??= this.#open(run)
    const before = this.#piece.capacity
    this.#piece.add(run)
    this.#hold(this.#piece.capacity - before)
    return wait
  }

  async commit(): Promise<void> {
    try {
      this.#close()
      await this.#packed
      await this.#writer?.commit()
    } finally {
      this.#hold(-this.#held)
    }
  }

  async abort(): Promise<void> {
    this.#hold(-this.#held)
    await this.#writer?.abort()
  }

  #open(run: Run): OpenPiece {
    const { pool } = this.#options
    const batchedAt = this.#batch.openedAt.toISOString()
    const piece = new OpenPiece(run.bare, batchedAt, () => pool.memory())
    this.#hold(piece.capacity)
    return piece
  }

  /** Has the open piece packed. */
  #close(): undefined | Promise<void> {
    const open = this.#piece
    if (open === undefined) return undefined
    this.#piece = undefined
    const { pool, plan } = this.#options
    const piece = open.close()
    const result = pool.pack(plan, piece)
    const before = this.#packed
    this.#packed = (async () => {
      // Its failure must be seen as it comes, also while an earlier piece is still awaited.
      const [outcome] = await Promise.all([result, before])
      this.#hold(-open.capacity)
      await this.#take(piece, outcome)
    })()
    this.#packed.catch(() => {})
    return pool.ready()
  }

  async #take(piece: Piece, outcome: PieceResult): Promise<void> {
    await this.#options.onOutcome(piece, outcome)
    const { packed, records } = outcome
    if (packed === undefined) return
    this.#hold(packed.bytes.byteLength)
    this.#writer ??= this.#options.sink.open(this.#batch)
    await this.#writer.add({ records, packed })
  }

  #hold(bytes: number): void {
    this.#held += bytes
    this.#options.budget.take(bytes)
  }
}
