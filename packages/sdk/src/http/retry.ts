import pRetry from 'p-retry'
import { RateLimitError, RequestError } from '../errors.ts'
import type { Clock } from './clock.ts'

/**
 * Which failures are worth another try, and after how long. Tries are for failures; being told to
 * wait (429, or 503 with `Retry-After`) is none and costs no try.
 */
export interface RetryPolicy {
  /** Tries after the first one. */
  readonly retries: number
  /** The ceiling of the first wait, in seconds; the next ceilings grow by `factor`. */
  readonly firstDelaySeconds: number
  readonly factor: number
  /** No ceiling grows beyond this many seconds. */
  readonly maxDelaySeconds: number
  /** The longest wait that the other side may ask for at once. Beyond it the request fails. */
  readonly maxRetryAfterSeconds: number
  /** The longest time that one request may spend in such waits. */
  readonly maxRateLimitSeconds: number
}

const patience = { maxRetryAfterSeconds: 300, maxRateLimitSeconds: 3600 }

/**
 * The default. Three retries outlive a restart or a failover behind a load balancer (about a quarter
 * of a minute); what fails longer is an outage, and a later run finds the window still open.
 */
export const threeRetriesWithFullJitter: RetryPolicy = {
  retries: 3,
  firstDelaySeconds: 2,
  factor: 2,
  maxDelaySeconds: 60,
  ...patience,
}

/** For long jobs whose loss costs more than waiting: rides out about ten minutes of outage. */
export const eightRetriesInTenMinutes: RetryPolicy = {
  ...threeRetriesWithFullJitter,
  retries: 8,
  firstDelaySeconds: 4,
  maxDelaySeconds: 240,
}

/** For requests that must not be repeated. Waits that the other side asks for are still honoured. */
export const noRetries: RetryPolicy = { ...threeRetriesWithFullJitter, retries: 0 }

/** A wait before the next try, told before it begins. */
export interface RetryWait {
  readonly error: Error
  readonly waitSeconds: number
  /** False for a wait that the other side asked for. */
  readonly costsTry: boolean
}

export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly clock: Clock
  /** From 0 to 1. @default Math.random */
  readonly random?: () => number
  /** Ends every wait at once. */
  readonly signal?: AbortSignal | undefined
  readonly onWait?: (wait: RetryWait) => void
}

/**
 * Runs a task again while the policy allows. Errors that are no {@link RequestError}, and those that
 * say they are not worth a retry, pass at once.
 *
 * @throws RateLimitError where the other side asks for more patience than the policy has.
 * @example
 * await retry(() => send(), { policy: threeRetriesWithFullJitter, clock: systemClock })
 */
export async function retry<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, clock, random = Math.random, signal, onWait } = options
  let rateLimits = 0
  let rateLimitSeconds = 0

  const wait = async (error: Error, waitSeconds: number, costsTry: boolean) => {
    onWait?.({ error, waitSeconds, costsTry })
    await clock.sleep(waitSeconds, signal)
  }
  const waitAsTold = async (error: RateLimitError) => {
    // Where the wait is not told (or is zero), at least half the ceiling: asking again at once is rude.
    const told = error.retryAfterSeconds || ceiling(policy, rateLimits) * (0.5 + random() / 2)
    if (told > policy.maxRetryAfterSeconds) throw tooLong(error, told, policy.maxRetryAfterSeconds)
    if (rateLimitSeconds + told > policy.maxRateLimitSeconds) {
      throw tooLong(error, rateLimitSeconds + told, policy.maxRateLimitSeconds)
    }
    rateLimits += 1
    rateLimitSeconds += told
    await wait(error, told, false)
  }

  return pRetry(task, {
    // The library would count a 429 against a spent number of retries; we count.
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 0,
    ...(signal && { signal }),
    shouldConsumeRetry: ({ error }) => !(error instanceof RateLimitError),
    async shouldRetry({ error, retriesConsumed }) {
      signal?.throwIfAborted()
      if (error instanceof RateLimitError) {
        await waitAsTold(error)
        return true
      }
      if (!(error instanceof RequestError && error.isRetryable)) return false
      if (retriesConsumed >= policy.retries) return false
      await wait(error, ceiling(policy, retriesConsumed) * random(), true)
      return true
    },
  })
}

const ceiling = (policy: RetryPolicy, tries: number) =>
  Math.min(policy.maxDelaySeconds, policy.firstDelaySeconds * policy.factor ** tries)

function tooLong(error: RateLimitError, seconds: number, most: number): RateLimitError {
  const { method, url, status } = error
  return new RateLimitError(
    `${error.message} The wait would be ${Math.ceil(seconds)} s and the limit is ${most} s: ` +
      'run again later, or allow longer waits.',
    {
      ...(method !== undefined && { method }),
      ...(url !== undefined && { url }),
      ...(status !== undefined && { status }),
      retryAfterSeconds: seconds,
      cause: error,
    },
  )
}
