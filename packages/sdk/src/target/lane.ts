import type { BatchWriter, Sink } from './sink.ts'
import type { Pending, Watermark } from './watermark.ts'

/** When a batch is full. */
export interface BatchLimits {
  readonly records: number
  /** Bytes of JSON, before compression. */
  readonly bytes: number
  readonly ageSeconds: number
}

interface OpenBatch<Item> {
  readonly writer: BatchWriter<Item>
  readonly pending: Pending
  readonly openedAt: number
  records: number
  bytes: number
  /** What the last `add` asked to be waited for. */
  taken: undefined | Promise<void>
}

/** Where the work of all lanes is counted and its errors are kept. */
export interface LaneContext {
  readonly limits: BatchLimits
  readonly watermark: Watermark
  readonly now: () => number
  /** Is told each time something became durable. */
  readonly onDurable: () => void
  /** Is told of the error that ends the run. */
  readonly onFailure: (error: unknown) => void
}

/**
 * The way of one stream's items into its sink, batch by batch. One batch is open while those before
 * it are being committed: in order, unless the sink says that order does not matter.
 */
export class Lane<Item> {
  readonly #context: LaneContext
  #sink: Sink<Item>
  #open: OpenBatch<Item> | undefined
  #chain: Promise<void> = Promise.resolve()
  #barrier: Promise<void> = Promise.resolve()
  #batches = 0
  #failed = false
  /** Batches that are being committed. */
  inFlight = 0

  constructor(sink: Sink<Item>, context: LaneContext) {
    this.#sink = sink
    this.#context = context
  }

  /** Closes the open batch; what comes from here on goes into another sink. */
  replaceSink(sink: Sink<Item>): void {
    this.close()
    this.#sink = sink
  }

  /**
   * Adds an item of one record or more; closes the batch where that fills it. Await what it returns.
   * @param ordinal The number of its first record; a record of a lower number may have come before.
   */
  add(item: Item, bytes: number, ordinal: number, records = 1): undefined | Promise<void> {
    this.#open ??= this.#begin(ordinal)
    const batch = this.#open
    batch.pending.firstOrdinal = Math.min(batch.pending.firstOrdinal, ordinal)
    batch.taken = batch.writer.add(item)
    batch.records += records
    batch.bytes += bytes
    const { limits } = this.#context
    if (batch.records >= limits.records || batch.bytes >= limits.bytes) this.close()
    return batch.taken
  }

  /** How much more the open batch takes before it is full. */
  get room(): { readonly records: number; readonly bytes: number } {
    const { records, bytes } = this.#context.limits
    return { records: records - (this.#open?.records ?? 0), bytes: bytes - this.openBytes }
  }

  /** What the open batch holds, in bytes of JSON. */
  get openBytes(): number {
    return this.#open?.bytes ?? 0
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** Closes the open batch if it is as old as it may get. */
  closeIfOld(): void {
    const open = this.#open
    if (open && this.#context.now() - open.openedAt >= this.#context.limits.ageSeconds * 1000) {
      this.close()
    }
  }

  /** Closes the open batch if it began before the record of this number. */
  closeIfBefore(ordinal: number): void {
    if (this.#open && this.#open.pending.firstOrdinal < ordinal) this.close()
  }

  /** Closes the open batch: it is committed after those before it. */
  close(): void {
    const batch = this.#open
    if (!batch) return
    this.#open = undefined
    const after = this.#sink.isUnordered ? this.#barrier : this.#chain
    const commit = async () => {
      await batch.taken
      await batch.writer.commit()
    }
    this.#enqueue(batch.pending, commit, after, () => batch.writer.abort())
  }

  /** Does something after all that came before is durable, and before anything that comes after. */
  barrier(ordinal: number, work: () => Promise<void>): void {
    this.close()
    this.#enqueue(this.#context.watermark.begin(ordinal), work, this.#chain)
    this.#barrier = this.#chain
  }

  /** Resolves when nothing is in flight any more. */
  settled(): Promise<void> {
    return this.#chain
  }

  /** Gives up the open batch. */
  async abort(): Promise<void> {
    const batch = this.#open
    this.#open = undefined
    await batch?.writer.abort()
  }

  #begin(ordinal: number): OpenBatch<Item> {
    const openedAt = this.#context.now()
    return {
      writer: this.#sink.open({ number: this.#batches++, openedAt: new Date(openedAt) }),
      pending: this.#context.watermark.begin(ordinal),
      openedAt,
      records: 0,
      bytes: 0,
      taken: undefined,
    }
  }

  /** Does work after other work. What cannot be done any more, or was not, is given up. */
  #enqueue(
    pending: Pending,
    work: () => Promise<void>,
    after: Promise<void>,
    giveUp: () => Promise<void> = async () => {},
  ): void {
    this.inFlight++
    const run = after.then(async () => {
      try {
        if (this.#failed) return await giveUp()
        await work()
        this.#context.watermark.finish(pending)
        this.#context.onDurable()
      } catch (error) {
        const isFirst = !this.#failed
        this.#failed = true
        this.#context.onFailure(error)
        if (isFirst) await giveUp().catch(() => {})
      } finally {
        this.inFlight--
      }
    })
    this.#chain = Promise.all([this.#chain, run]).then(() => undefined)
  }
}
