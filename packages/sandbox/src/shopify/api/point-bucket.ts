import type { Clock } from '../../clock.ts'

/** The bucket as every answer shows it in `extensions.cost.throttleStatus`. */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/**
 * The bucket of points that one app has on one shop: a query takes its requested cost out before it
 * runs, what it did not need goes back in, and time refills it
 * (https://shopify.dev/docs/api/usage/rate-limits).
 *
 * @example
 * const bucket = new PointBucket(clock, { maximum: 2000, restoreRate: 100 })
 * bucket.take(112) // true
 * bucket.refund(66)
 */
export class PointBucket {
  readonly #clock: Clock
  readonly #maximum: number
  readonly #restoreRate: number
  #available: number
  #filledAt: number

  /** @param limits `maximum` in points, `restoreRate` in points a second. */
  constructor(clock: Clock, limits: { maximum: number; restoreRate: number }) {
    this.#clock = clock
    this.#maximum = limits.maximum
    this.#restoreRate = limits.restoreRate
    this.#available = limits.maximum
    this.#filledAt = clock.now()
  }

  #refill(): void {
    const now = this.#clock.now()
    const restored = ((now - this.#filledAt) / 1000) * this.#restoreRate
    this.#available = Math.min(this.#maximum, this.#available + Math.max(0, restored))
    this.#filledAt = now
  }

  /** Takes points out, or takes none and says false where there are too few. */
  take(points: number): boolean {
    this.#refill()
    if (points > this.#available) return false
    this.#available -= points
    return true
  }

  refund(points: number): void {
    this.#refill()
    this.#available = Math.min(this.#maximum, this.#available + points)
  }

  /** Takes out up to so many points, as another client of the same app would. */
  drain(points: number): void {
    this.#refill()
    this.#available = Math.max(0, this.#available - points)
  }

  status(): ThrottleStatus {
    this.#refill()
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    }
  }
}
