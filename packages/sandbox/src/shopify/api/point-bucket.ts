import type { Clock } from '../../clock.ts'
import type { Conditions } from '../conditions.ts'

/** The bucket as every answer shows it in `extensions.cost.throttleStatus`. */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  readonly restoreRate: number
}

/** How large a bucket is, in points, and how many come back into it each second. */
type BucketLimits = Readonly<Pick<Conditions, 'bucketMaximum' | 'restoreRate'>>

/**
 * The bucket of points that one app has on one shop: a query takes its requested cost out before it
 * runs, what it did not need goes back in, and time refills it
 * (https://shopify.dev/docs/api/usage/rate-limits).
 *
 * @example
 * const bucket = new PointBucket(clock, { bucketMaximum: 2000, restoreRate: 100 })
 * bucket.take(112) // true
 * bucket.refund(66)
 */
export class PointBucket {
  readonly #clock: Clock
  readonly #limits: BucketLimits
  #available: number
  #filledAt: number

  constructor(clock: Clock, limits: BucketLimits) {
    this.#clock = clock
    this.#limits = limits
    this.#available = limits.bucketMaximum
    this.#filledAt = clock.now()
  }

  #refill(): void {
    const now = this.#clock.now()
    const restored = ((now - this.#filledAt) / 1000) * this.#limits.restoreRate
    this.#available = Math.min(this.#limits.bucketMaximum, this.#available + Math.max(0, restored))
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
    this.#available = Math.min(this.#limits.bucketMaximum, this.#available + points)
  }

  /** Takes out up to so many points, as another client of the same app would. */
  drain(points: number): void {
    this.#refill()
    this.#available = Math.max(0, this.#available - points)
  }

  status(): ThrottleStatus {
    this.#refill()
    return {
      maximumAvailable: this.#limits.bucketMaximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#limits.restoreRate,
    }
  }
}
