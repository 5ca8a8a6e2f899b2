/** Where time comes from, in milliseconds since 1970. */
export interface Clock {
  now(): number
}

/**
 * The moment at which a sandbox wakes, unless told another: fixed, so that the same seed gives the
 * same store on every day and every machine.
 */
export const WAKING_TIME = Date.parse('2026-11-01T00:00:00Z')

/**
 * A clock that starts where it is told, runs on with real time, and can be pushed ahead.
 *
 * @example
 * const clock = new VirtualClock(Date.parse('2026-11-01T00:00:00Z'), () => 0) // stands still
 * clock.advance(90)
 * clock.now() // 2026-11-01T00:01:30Z
 */
export class VirtualClock implements Clock {
  readonly start: number
  readonly #elapsed: () => number
  readonly #origin: number
  #advanced = 0
  #caughtUp = 0

  /**
   * @param start Milliseconds since 1970 at which the clock starts. Default {@link WAKING_TIME}.
   * @param elapsed A running count of milliseconds. Default: this machine's monotonic clock.
   */
  constructor(start: number = WAKING_TIME, elapsed: () => number = () => performance.now()) {
    this.start = start
    this.#elapsed = elapsed
    this.#origin = elapsed()
  }

  now(): number {
    return Math.floor(this.start + this.#elapsed() - this.#origin + this.#advanced + this.#caughtUp)
  }

  /** By how many milliseconds the clock was pushed ahead in all: the part a replay can repeat. */
  get advancedMilliseconds(): number {
    return this.#advanced
  }

  advance(seconds: number): void {
    this.#advanced += seconds * 1000
  }

  /**
   * Makes sure that a moment has come. How far that pushes the clock depends on how long it ran, so
   * it does not count as advanced.
   */
  reach(moment: number): void {
    this.#caughtUp += Math.max(0, moment - this.now())
  }
}
