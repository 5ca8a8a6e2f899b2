import { type Clock, systemClock } from '@descant/sdk'
import { secondsUntil, type ThrottleStatus } from './throttle.ts'

/**
 * The account of Shopify's points: one for each app and shop, shared by all that ask. It knows what
 * the last answer said of the bucket, what has come back since, and what queries under way take, so
 * that a query goes out when it can be paid for, in the order in which they came.
 *
 * @example
 * await points.take(112)
 * const { extensions } = await graphql.query(document)
 * points.settle(112, costOf(extensions)?.throttleStatus)
 */
export class Points {
  readonly #clock: Clock
  #status: ThrottleStatus | undefined
  #toldAt = 0
  #underWay = 0
  #line: Promise<unknown> = Promise.resolve()
  /** Those who wait until a query that is under way has ended. */
  #waiting: (() => void)[] = []

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  /** Waits until so many points are there, and no longer, and takes them. */
  take(cost: number, signal?: AbortSignal): Promise<void> {
    const turn = this.#line.then(() => this.#wait(cost, signal))
    this.#line = turn.catch(() => {})
    return turn
  }

  /** Ends a query that took `cost`, with what its answer said; undefined where none came. */
  settle(cost: number, status: ThrottleStatus | undefined): void {
    this.#underWay -= cost
    for (const wake of this.#waiting.splice(0)) wake()
    if (status === undefined) return
    this.#status = status
    this.#toldAt = this.#clock.now()
  }

  async #wait(cost: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    for (let left = this.#secondsUntil(cost); left > 0; left = this.#secondsUntil(cost)) {
      // What is under way mostly costs less than it asked for; its answer tells, and comes soon.
      if (this.#underWay > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
      else await this.#clock.sleep(left, signal)
      signal?.throwIfAborted()
    }
    this.#underWay += cost
  }

  /** Queries under way may or may not be in what we were told; they are counted in. */
  #secondsUntil(cost: number): number {
    if (this.#status === undefined) return 0
    const { maximumAvailable, currentlyAvailable, restoreRate } = this.#status
    const elapsedSeconds = Math.max(0, this.#clock.now() - this.#toldAt) / 1000
    const restored = currentlyAvailable + elapsedSeconds * restoreRate
    return secondsUntil(cost + this.#underWay, {
      maximumAvailable,
      currentlyAvailable: Math.min(maximumAvailable, restored),
      restoreRate,
    })
  }
}
