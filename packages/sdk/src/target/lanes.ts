import { type BatchLimits, Lane, type LaneContext } from './lane.ts'
import type { Sink } from './sink.ts'
import { Watermark } from './watermark.ts'

/** Commits in flight before the input has to wait. */
const mostInFlight = 8

export interface LanesOptions {
  readonly limits: BatchLimits
  /** Takes each STATE that may be passed on. */
  readonly onState: (text: string) => void
  readonly now: () => number
}

/** All lanes of a run, the one watermark over them, and the first error of any. */
export class Lanes {
  readonly #limits: BatchLimits
  readonly #onState: (text: string) => void
  readonly #context: LaneContext
  readonly #watermark = new Watermark()
  readonly #lanes: Pick<
    Lane<never>,
    'close' | 'closeIfOld' | 'closeIfBefore' | 'settled' | 'abort' | 'inFlight'
  >[] = []
  #failure: { readonly error: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(options: LanesOptions) {
    this.#limits = options.limits
    this.#onState = options.onState
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
   * Waits while too much is in flight, and closes the batches that a STATE has waited for through two
   * full ones.
   *
   * @throws what a commit threw.
   */
  async ready(ordinal: number): Promise<void> {
    const oldest = this.#watermark.oldestState
    if (oldest !== undefined && ordinal - oldest >= 2 * this.#limits.records) {
      for (const lane of this.#lanes) lane.closeIfBefore(oldest)
    }
    while (this.#failure === undefined && this.#inFlight() >= mostInFlight) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    this.#throwFailure()
  }

  /**
   * Commits all that is open and passes on the last STATE.
   * @throws what a commit threw.
   */
  async finish(): Promise<void> {
    if (this.#failure === undefined) for (const lane of this.#lanes) lane.close()
    await Promise.all(this.#lanes.map((lane) => lane.settled()))
    this.#throwFailure()
    this.#passState()
  }

  /** Gives up what is open. */
  async abort(): Promise<void> {
    await Promise.allSettled(this.#lanes.map((lane) => lane.abort()))
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
  }
}
