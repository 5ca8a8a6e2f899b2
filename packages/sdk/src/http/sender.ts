import { RateLimitError, RequestError } from '../errors.ts'
import { type Logger, silentLogger } from '../log.ts'
import { address, baseAddress, endpoint, refuseForeign } from './address.ts'
import { type Channel, observed, type Plan } from './attempt.ts'
import { systemClock } from './clock.ts'
import { Deadline, EitherSignal } from './deadline.ts'
import type { HttpOptions } from './http-options.ts'
import type { HttpRequest } from './http-request.ts'
import { RateLimit } from './rate-limit.ts'
import { encodeBody } from './request-body.ts'
import { mergeHeaders } from './request-headers.ts'
import { type RetryWait, retry, threeRetriesWithFullJitter } from './retry.ts'
import { toldBudget } from './told-wait.ts'

const defaultTimeoutSeconds = 300

/** One try of a request: what it does with its answer, in the time that it has. */
export type Try<T> = (plan: Plan, deadline: Deadline, seen: (status: number) => void) => Promise<T>

/** Plans requests and runs their tries: each at its turn, each with a time of its own. */
export interface Sender {
  readonly channel: Channel
  plan(path: string | URL, request: HttpRequest): Plan
  send<T>(plan: Plan, request: HttpRequest, attempt: Try<T>): Promise<T>
}

/** Puts pacing, retries, deadlines and metrics around tries. */
export function createSender(options: HttpOptions): Sender {
  const { log = silentLogger, random, retry: policy = threeRetriesWithFullJitter } = options
  const channel = channelOf(options, policy.maxRetryAfterSeconds)
  return {
    channel,
    plan: (path, request) => planOf(channel, options, path, request),
    async send(plan, request, attempt) {
      const parents = [options.signal, request.signal]
      const seconds = request.timeoutSeconds ?? options.timeoutSeconds ?? defaultTimeoutSeconds
      const once = async () => {
        const deadline = new Deadline(seconds, parents, () => tooSlow(plan, seconds))
        try {
          return await observed(channel, plan, (seen) => attempt(plan, deadline, seen))
        } catch (error) {
          deadline.end()
          // One who is told to wait speaks for all who share the quota.
          if (error instanceof RateLimitError) channel.limit.pause(error.retryAfterSeconds ?? 0)
          throw error
        }
      }
      const either = new EitherSignal(parents)
      try {
        return await retry(() => channel.limit.run(once, either.signal), {
          policy: request.retry ?? policy,
          clock: channel.clock,
          ...(random && { random }),
          signal: either.signal,
          onWait: (wait) => tellWait(log, plan, wait),
        })
      } finally {
        either.end()
      }
    },
  }
}

function channelOf(options: HttpOptions, maxPauseSeconds: number): Channel {
  const { clock = systemClock, log = silentLogger, budget = toldBudget } = options
  const { requestsPerSecond, concurrency } = options
  const onPause = (seconds: number) =>
    log.info('waiting for the quota of the API', { wait_seconds: Number(seconds.toFixed(3)) })
  return {
    base: baseAddress(options.baseUrl),
    auth: options.auth,
    headers: options.headers ?? {},
    userAgent: options.userAgent ?? 'descant',
    fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
    limit: new RateLimit({ requestsPerSecond, concurrency, maxPauseSeconds, clock, onPause }),
    budget,
    clock,
    metrics: options.metrics,
  }
}

function planOf(
  { base }: Channel,
  options: HttpOptions,
  path: string | URL,
  request: HttpRequest,
): Plan {
  const url = address(base, path, request.query)
  const { body, headers } = encodeBody(request)
  const method = request.method ?? (body === undefined ? 'GET' : 'POST')
  const allowOtherOrigins = request.allowOtherOrigins ?? false
  if (!allowOtherOrigins) refuseForeign(url, base, method)
  return {
    method,
    url,
    body,
    headers: Object.fromEntries(mergeHeaders(headers, request.headers ?? {})),
    endpoint: request.endpoint ?? endpoint(url, base),
    errors: { ...options.errors, ...request.errors },
    allowOtherOrigins,
  }
}

function tooSlow({ method, url }: Plan, seconds: number): RequestError {
  return new RequestError(
    `${url.host} did not answer within ${seconds} s: check the network and proxy, or allow a longer timeout.`,
    { method, url: url.href },
  )
}

function tellWait(log: Logger, plan: Plan, { error, waitSeconds, costsTry }: RetryWait): void {
  log.info(costsTry ? 'request failed, trying again' : 'waiting, as the API asks', {
    endpoint: plan.endpoint,
    wait_seconds: Number(waitSeconds.toFixed(3)),
    reason: error.message,
  })
}
