/** A piece of work that is not durable yet, and the first record in it, which may be found later. */
export interface Pending {
  firstOrdinal: number
}

interface WaitingState {
  readonly ordinal: number
  readonly text: string
}

/**
 * Decides when a STATE may be passed on: when every record that came before it, of every stream, is
 * durable. Records are numbered as they arrive; work is begun in the order of its first record, so
 * the oldest piece that is still pending says how far everything is safe.
 */
export class Watermark {
  readonly #pending = new Set<Pending>()
  #states: WaitingState[] = []

  /** Takes note that a piece of work has begun with the record of this number. */
  begin(firstOrdinal: number): Pending {
    const pending = { firstOrdinal }
    this.#pending.add(pending)
    return pending
  }

  /** Takes note that a piece of work is durable. */
  finish(pending: Pending): void {
    this.#pending.delete(pending)
  }

  /** Takes note of a STATE that came when `ordinal` was the ordinal of the next record. */
  state(ordinal: number, text: string): void {
    this.#states.push({ ordinal, text })
  }

  /** The ordinal that the next record had when the oldest waiting STATE came. */
  get oldestState(): number | undefined {
    return this.#states[0]?.ordinal
  }

  /** The newest STATE that may be passed on, taken out together with those before it. */
  take(): string | undefined {
    let safe = Number.POSITIVE_INFINITY
    for (const { firstOrdinal } of this.#pending) safe = Math.min(safe, firstOrdinal)
    let count = 0
    while (count < this.#states.length && (this.#states[count] as WaitingState).ordinal <= safe) {
      count++
    }
    return this.#states.splice(0, count).at(-1)?.text
  }
}
