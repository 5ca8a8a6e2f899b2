/**
 * Numbers the records of a run: microseconds since the epoch where that grows, the next number where
 * it does not. So numbers grow within a run and from run to run, and stay below 2^53 until 2255.
 */
export class Sequence {
  readonly #now: () => number
  #last = 0
  #millisecond = -1
  #time = ''

  constructor(now: () => number) {
    this.#now = now
  }

  next(): number {
    this.#last = Math.max(this.#last + 1, this.#now() * 1000)
    return this.#last
  }

  /** The present time, RFC 3339 in UTC. */
  get time(): string {
    const millisecond = this.#now()
    if (millisecond !== this.#millisecond) {
      this.#millisecond = millisecond
      this.#time = new Date(millisecond).toISOString()
    }
    return this.#time
  }
}
