import Bottleneck from 'bottleneck'
import type { Clock } from './clock.ts'
import type { Budget } from './told-wait.ts'
import { untilAbort } from './until-abort.ts'

export interface RateLimitOptions {
  /** Requests begun per second, evenly spaced. @default no limit */
  readonly requestsPerSecond?: number | undefined
  /** Requests under way at once. @default no limit */
  readonly concurrency?: number | undefined
  /** No pause is longer than this, whatever a header says. @default 300 */
  readonly maxPauseSeconds?: number
  readonly clock: Clock
  /** Told once for each time that the gate closes and somebody waits at it. */
  readonly onPause?: (seconds: number) => void
}

const closed = Symbol('closed')

/**
 * The gate in front of an API: paces requests, and stands closed while the other side's quota is
 * spent. One per API and set of credentials, shared by all who send.
 *
 * @example
 * const limit = new RateLimit({ requestsPerSecond: 2, clock: systemClock })
 * await limit.run(() => fetch(url))
 */
export class RateLimit {
  readonly #pacer: Bottleneck | undefined
  readonly #clock: Clock
  readonly #maxPauseSeconds: number
  readonly #onPause: ((seconds: number) => void) | undefined
  #toldUntil = 0
  #underWay = 0
  #pausedUntil = 0
  #budget: { remaining: number; until: number } | undefined

  constructor(options: RateLimitOptions) {
    const { requestsPerSecond, concurrency, maxPauseSeconds = 300, clock } = options
    this.#clock = clock
    this.#maxPauseSeconds = maxPauseSeconds
    this.#onPause = options.onPause
    if (requestsPerSecond !== undefined || concurrency !== undefined) {
      this.#pacer = new Bottleneck({
        minTime: requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond,
        maxConcurrent: concurrency ?? null,
      })
    }
  }

  /** Runs a job when the gate is open. An abort ends the wait, not the job. */
  async run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      await this.#opening(signal)
      const outcome = await untilAbort(this.#paced(job, signal), signal)
      if (outcome !== closed) return await outcome.done
    }
  }

  /** Takes in what a response said of the quota. Requests under way have not been counted in it. */
  feed({ remaining, resetSeconds }: Budget): void {
    const seconds = Math.min(resetSeconds, this.#maxPauseSeconds)
    const others = Math.max(0, this.#underWay - 1)
    this.#budget = {
      remaining: Math.max(0, Math.floor(remaining) - others),
      until: this.#clock.now() + seconds * 1000,
    }
  }

  /** Closes the gate for so many seconds. */
  pause(seconds: number): void {
    const until = this.#clock.now() + Math.min(seconds, this.#maxPauseSeconds) * 1000
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
  }

  /** The job begins at its turn; what it returns is wrapped, so that the turn ends with the job. */
  async #paced<T>(job: () => Promise<T>, signal: AbortSignal | undefined) {
    const turn = async () => {
      signal?.throwIfAborted()
      // The gate may have closed while this one stood in line.
      if (this.#closedMilliseconds() > 0) return closed
      if (this.#budget) this.#budget.remaining -= 1
      this.#underWay += 1
      const done = job().finally(() => {
        this.#underWay -= 1
      })
      await done.catch(() => {})
      return { done }
    }
    return this.#pacer ? this.#pacer.schedule(turn) : turn()
  }

  async #opening(signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.#closedMilliseconds(); left > 0; left = this.#closedMilliseconds()) {
      const until = this.#clock.now() + left
      if (until > this.#toldUntil) {
        this.#toldUntil = until
        this.#onPause?.(left / 1000)
      }
      await this.#clock.sleep(left / 1000, signal)
    }
  }

  #closedMilliseconds(): number {
    const now = this.#clock.now()
    if (this.#budget && this.#budget.until <= now) this.#budget = undefined
    const spent = this.#budget && this.#budget.remaining <= 0 ? this.#budget.until : 0
    return Math.max(spent, this.#pausedUntil) - now
  }
}
