/**
 * Numbers the records of a run: microseconds since the epoch where that grows, the next number where
 * it does not. So numbers grow within a run and from run to run, and stay below 2^53 until 2255.
 */
export class Sequence {
  readonly #now: () => number
  #last = 0
  #millisecond = 0
  /** The time of the last tick, RFC 3339 in UTC. */
  time = ''

  constructor(now: () => number) {
    this.#now = now
    this.tick()
  }

  /** Looks at the clock. Once for many records is enough: those that come together are as old. */
  tick(): void {
    const millisecond = this.#now()
    if (millisecond === this.#millisecond) return
    this.#millisecond = millisecond
    this.time = new Date(millisecond).toISOString()
  }

  next(): number {
    return this.take(1)
  }

  /** Numbers so many records, one after the other, and gives the number of the first. */
  take(count: number): number {
    const first = Math.max(this.#last + 1, this.#millisecond * 1000)
    this.#last = first + count - 1
    return first
  }
}
