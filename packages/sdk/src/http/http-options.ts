import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Authenticator } from './auth/authenticator.ts'
import type { Clock } from './clock.ts'
import type { ErrorMap } from './error-map.ts'
import type { Fetch } from './exchange.ts'
import type { RetryPolicy } from './retry.ts'
import type { Budget } from './told-wait.ts'

/** What makes a client of one API. Only the address is required. */
export interface HttpOptions {
  /** The address that paths are relative to, as in `https://api.example.com/v1/`. */
  readonly baseUrl: string

  /** Sent with each request to the own origin, never to another. */
  readonly headers?: Readonly<Record<string, string>>

  /** Adds credentials to each request to the own origin. @default none */
  readonly auth?: Authenticator

  /** Requests begun per second, evenly spaced. @default no limit */
  readonly requestsPerSecond?: number

  /** Requests under way at once. @default no limit */
  readonly concurrency?: number

  /**
   * Reads from an answer what is left of the quota, where the API has headers of its own for it; when
   * nothing is left, requests wait for the reset.
   *
   * @default toldBudget, which reads `RateLimit`, `RateLimit-*` and `X-RateLimit-*`
   * @example
   * budget: (headers) => {
   *   const [used, most] = (headers.get('x-call-limit') ?? '0/1').split('/').map(Number)
   *   return { remaining: most - used, resetSeconds: 1 }
   * }
   */
  readonly budget?: (headers: Headers, now: number) => Budget | undefined

  /** @default threeRetriesWithFullJitter */
  readonly retry?: RetryPolicy

  /** Seconds for one try, or for a download between two pieces. @default 300 */
  readonly timeoutSeconds?: number

  /** The longest body that is read whole, after decompression. @default 100 MiB */
  readonly maxResponseBytes?: number

  /** What statuses mean to this API. @default defaultErrors */
  readonly errors?: ErrorMap

  /** @default 'descant' */
  readonly userAgent?: string

  /** Turns text into JSON values; for APIs whose numbers do not fit a double. @default JSON.parse */
  readonly parseJson?: (text: string) => unknown

  /** @default silent */
  readonly log?: Logger

  /** Takes the timer `http_request_duration` of each try. @default none */
  readonly metrics?: Metrics

  /** Ends every request and every wait at once. */
  readonly signal?: AbortSignal

  /**
   * Sends the requests. Proxy, trusted certificates and sockets belong to the process, and are set
   * there for all (undici's global dispatcher).
   *
   * @default globalThis.fetch, looked up at each call
   */
  readonly fetch?: Fetch

  /** @default systemClock */
  readonly clock?: Clock

  /** For jitter, from 0 to 1. @default Math.random */
  readonly random?: () => number
}
