import { type BatchLimits, Lane, type LaneContext } from './lane.ts'
import type { Sink } from './sink.ts'
import { Watermark } from './watermark.ts'

/** Commits in flight before the input has to wait. */
const mostInFlight = 8

/**
 * A STATE that has waited for this many full batches closes those that hold it back, which leaves
 * them some time. Then the input waits: before two batches, with what may stand in a pipe by then.
 */
const batchesBeforeClosing = 1.5
const batchesBeforeWaiting = 1.75

export interface LanesOptions {
  readonly limits: BatchLimits
  /** Takes each STATE that may be passed on. */
  readonly onState: (text: string) => void
  readonly now: () => number
  /** Says whether batches must be made durable for the memory that they take. */
  readonly isMemorySpent?: () => boolean
}

/** All lanes of a run, the one watermark over them, and the first error of any. */
export class Lanes {
  readonly #limits: BatchLimits
  readonly #onState: (text: string) => void
  readonly #context: LaneContext
  readonly #watermark = new Watermark()
  readonly #lanes: Pick<
    Lane<never>,
    | 'close'
    | 'closeIfOld'
    | 'closeIfBefore'
    | 'isOpen'
    | 'openBytes'
    | 'settled'
    | 'abort'
    | 'inFlight'
  >[] = []
  readonly #isMemorySpent: () => boolean
  #refusal: { readonly error: unknown } | undefined
  #failure: { readonly error: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(options: LanesOptions) {
    this.#limits = options.limits
    this.#onState = options.onState
    this.#isMemorySpent = options.isMemorySpent ?? (() => false)
    this.#context = {
      limits: options.limits,
      watermark: this.#watermark,
      now: options.now,
      onDurable: () => {
        this.#passState()
        this.#wake?.()
      },
      onFailure: (error) => {
        this.#failure ??= { error }
        this.#wake?.()
      },
    }
  }

  /** Makes a lane into a sink. */
  lane<Item>(sink: Sink<Item>): Lane<Item> {
    const lane = new Lane(sink, this.#context)
    this.#lanes.push(lane)
    return lane
  }

  /** Takes a STATE that came before the record of this ordinal; passes it on when it may. */
  state(ordinal: number, text: string): void {
    this.#watermark.state(ordinal, text)
    this.#passState()
  }

  /** Closes the batches that have grown old. */
  closeOld(): void {
    for (const lane of this.#lanes) lane.closeIfOld()
  }

  /**
   * Ends the run because of a record that is not to be lost: what came before it is made durable,
   * and no STATE that came after it is passed on.
   */
  refuse(ordinal: number, error: unknown): void {
    this.#watermark.begin(ordinal)
    this.#refusal ??= { error }
    this.#wake?.()
  }

  /**
   * Waits while too much is in flight or held in memory, and while a STATE has waited for two full
   * batches. Closes the batches that such a STATE waits for, and the largest where memory is short.
   *
   * @throws what a commit threw, or what a record was refused with.
   */
  async ready(ordinal: number): Promise<void> {
    const waited = () => ordinal - (this.#watermark.oldestState ?? ordinal)
    const { records } = this.#limits
    while (this.#failure === undefined && this.#refusal === undefined) {
      const oldest = this.#watermark.oldestState
      if (oldest !== undefined && waited() >= batchesBeforeClosing * records) {
        for (const lane of this.#lanes) lane.closeIfBefore(oldest)
      }
      const isMemorySpent = this.#isMemorySpent()
      if (isMemorySpent) this.#closeLargest()
      const inFlight = this.#inFlight()
      const isLate = waited() >= batchesBeforeWaiting * records
      if (inFlight < mostInFlight && (inFlight === 0 || !(isMemorySpent || isLate))) break
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    this.#throwFailure()
  }

  /**
   * Commits all that is open and passes on the last STATE.
   * @throws what a commit threw, or what a record was refused with.
   */
  async finish(): Promise<void> {
    do {
      if (this.#failure === undefined) for (const lane of this.#lanes) lane.close()
      await Promise.all(this.#lanes.map((lane) => lane.settled()))
      // A batch that is packed may have opened one of the dead letters.
    } while (this.#failure === undefined && this.#lanes.some((lane) => lane.isOpen))
    this.#passState()
    this.#throwFailure()
  }

  /** Gives up what is open. */
  async abort(): Promise<void> {
    await Promise.allSettled(this.#lanes.map((lane) => lane.abort()))
  }

  #closeLargest(): void {
    const open = this.#lanes.filter((lane) => lane.isOpen)
    open.sort((one, other) => other.openBytes - one.openBytes)[0]?.close()
  }

  #inFlight(): number {
    return this.#lanes.reduce((count, lane) => count + lane.inFlight, 0)
  }

  #passState(): void {
    if (this.#failure) return
    const text = this.#watermark.take()
    if (text !== undefined) this.#onState(text)
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
    if (this.#refusal) throw this.#refusal.error
  }
}
