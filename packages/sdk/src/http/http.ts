import { Readable } from 'node:stream'
import { RateLimitError, RequestError } from '../errors.ts'
import { type Logger, silentLogger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { address, baseAddress, endpoint, type Query, refuseForeign } from './address.ts'
import { attempt, type Channel, observed, type Plan } from './attempt.ts'
import type { Authenticator } from './auth/authenticator.ts'
import { type Clock, systemClock } from './clock.ts'
import { Deadline, EitherSignal } from './deadline.ts'
import { type HttpDownload, streamBody } from './download.ts'
import type { ErrorMap } from './error-map.ts'
import type { Fetch } from './exchange.ts'
import { type HttpResponse, httpResponse, readBody } from './http-response.ts'
import { applyNext, PageLoop, type Paginator } from './paginate.ts'
import { RateLimit } from './rate-limit.ts'
import { encodeBody, type RequestBody } from './request-body.ts'
import { type RetryPolicy, type RetryWait, retry, threeRetriesWithFullJitter } from './retry.ts'

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

  /** @default globalThis.fetch, looked up at each call */
  readonly fetch?: Fetch

  /** @default systemClock */
  readonly clock?: Clock

  /** For jitter, from 0 to 1. @default Math.random */
  readonly random?: () => number
}

/** One request. At most one of `json`, `form` and `body` is given. */
export interface HttpRequest extends RequestBody {
  /** @default 'GET', or 'POST' where there is a body */
  readonly method?: string
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  readonly retry?: RetryPolicy
  readonly timeoutSeconds?: number
  readonly maxResponseBytes?: number
  /** Asked before the client's own map. */
  readonly errors?: ErrorMap
  /** Allows a URL, a next link or a redirect of another origin; without credentials. @default false */
  readonly allowOtherOrigins?: boolean
  /** The request's name in metrics and logs. @default its path, with `{id}` for identifiers */
  readonly endpoint?: string
  /** Looks at an answer of status 2xx; what it throws counts as the answer's error, and is retried. */
  readonly check?: (response: HttpResponse) => void
}

/** A client of one API. */
export interface Http {
  /**
   * Sends a request and reads the answer whole. The path is relative to the base URL.
   *
   * @throws AuthError, RateLimitError or RequestError, as the error map says.
   */
  request(path: string | URL, request?: HttpRequest): Promise<HttpResponse>
  /** Gets JSON. */
  get<T>(path: string | URL, request?: HttpRequest): Promise<T>
  /** Posts JSON and gets JSON. */
  post<T>(path: string | URL, json: unknown, request?: HttpRequest): Promise<T>
  /**
   * Gets one JSON page after another.
   *
   * @throws RequestError where a page names one that was read already.
   * @example
   * for await (const page of http.pages<{ orders: Order[] }>('orders.json', { next: nextLink })) {
   *   yield* page.orders
   * }
   */
  pages<T>(path: string | URL, request: PagesRequest): AsyncGenerator<T, void, undefined>
  /** Sends a request and gives the body as a stream, of any length. Retries end where it begins. */
  download(path: string | URL, request?: HttpRequest): Promise<HttpDownload>
}

export interface PagesRequest extends HttpRequest {
  /** Tells from a page what to ask for next. */
  readonly next: Paginator
}

const defaultMaxResponseBytes = 100 * 1024 * 1024
const defaultTimeoutSeconds = 300

/**
 * Makes a client of an API: base URL, credentials, pacing, retries, errors for people.
 *
 * @throws ConfigError where the base URL is none.
 * @example
 * const http = createHttp({ baseUrl: 'https://api.example.com/v1/', auth: bearer(token), requestsPerSecond: 2 })
 * const { orders } = await http.get<{ orders: Order[] }>('orders.json', { query: { limit: 250 } })
 */
export function createHttp(options: HttpOptions): Http {
  const { clock = systemClock, log = silentLogger, random } = options
  const policy = options.retry ?? threeRetriesWithFullJitter
  const channel: Channel = {
    base: baseAddress(options.baseUrl),
    auth: options.auth,
    headers: options.headers ?? {},
    userAgent: options.userAgent ?? 'descant',
    fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
    limit: new RateLimit({
      requestsPerSecond: options.requestsPerSecond,
      concurrency: options.concurrency,
      maxPauseSeconds: policy.maxRetryAfterSeconds,
      clock,
    }),
    clock,
    metrics: options.metrics,
  }
  const parse = options.parseJson ?? JSON.parse

  const planOf = (path: string | URL, request: HttpRequest): Plan => {
    const url = address(channel.base, path, request.query)
    const body = encodeBody(request)
    const method = request.method ?? (body.body === undefined ? 'GET' : 'POST')
    const allowOtherOrigins = request.allowOtherOrigins ?? false
    if (!allowOtherOrigins) refuseForeign(url, channel.base, method)
    return {
      method,
      url,
      body: body.body,
      headers: { ...body.headers, ...request.headers },
      endpoint: request.endpoint ?? endpoint(url, channel.base),
      errors: { ...options.errors, ...request.errors },
      allowOtherOrigins,
    }
  }

  /** Runs the tries of a request: each at its turn, each with a time of its own. */
  const tries = async <T>(
    plan: Plan,
    request: HttpRequest,
    run: (deadline: Deadline, seen: (status: number) => void) => Promise<T>,
  ): Promise<T> => {
    const parents = [options.signal, request.signal]
    const seconds = request.timeoutSeconds ?? options.timeoutSeconds ?? defaultTimeoutSeconds
    const one = () =>
      observed(channel, plan, (seen) =>
        run(new Deadline(seconds, parents, () => tooSlow(plan, seconds)), seen),
      ).catch((error) => {
        // One who is told to wait speaks for all who share the quota.
        if (error instanceof RateLimitError) channel.limit.pause(error.retryAfterSeconds ?? 0)
        throw error
      })
    const either = new EitherSignal(parents)
    try {
      return await retry(() => channel.limit.run(one, either.signal), {
        policy: request.retry ?? policy,
        clock,
        ...(random && { random }),
        signal: either.signal,
        onWait: (wait) => tellWait(log, plan, wait),
      })
    } finally {
      either.end()
    }
  }

  const send = (plan: Plan, request: HttpRequest): Promise<HttpResponse> =>
    tries(plan, request, async (deadline, seen) => {
      try {
        const { response, url, ignored } = await attempt(channel, plan, deadline.signal, seen)
        const maxBytes =
          request.maxResponseBytes ?? options.maxResponseBytes ?? defaultMaxResponseBytes
        const { method } = plan
        const bytes = ignored?.bytes ?? (await readBody(response, { method, url, maxBytes }))
        const result = httpResponse(response, bytes, { method, url, ignored: !!ignored, parse })
        if (!ignored) request.check?.(result)
        return result
      } finally {
        deadline.end()
      }
    })

  const json = <T>(response: HttpResponse): T =>
    response.ignored ? (undefined as T) : response.json<T>()

  return {
    request: async (path, request = {}) => send(planOf(path, request), request),
    get: async (path, request = {}) => json(await send(planOf(path, request), request)),
    post: async (path, body, request = {}) => {
      const whole = { method: 'POST', ...request, json: body }
      return json(await send(planOf(path, whole), whole))
    },
    async *pages<T>(path: string | URL, { next, ...first }: PagesRequest) {
      const loop = new PageLoop()
      let request: HttpRequest = first
      let plan = planOf(path, request)
      for (;;) {
        loop.check(plan.url, request.json)
        const response = await send(plan, request)
        if (response.ignored) return
        const body = response.json<T>()
        // Asked before the page is given away: what its reader does to it must not lead us astray.
        const page = { url: plan.url, json: request.json, headers: response.headers, body }
        const following = next(page)
        yield body
        if (following === undefined) return
        const applied = applyNext(page, following)
        // The URL is whole now: the first page's query is in it, or was left out by the other side.
        const { query: _, ...rest } = request
        request = { ...rest, ...(applied.json !== undefined && { json: applied.json }) }
        plan = planOf(applied.url, request)
      }
    },
    download: async (path, request = {}) => {
      const plan = planOf(path, request)
      return tries(plan, request, async (deadline, seen) => {
        try {
          const { response, url, ignored } = await attempt(channel, plan, deadline.signal, seen)
          const { status, headers } = response
          const maxBytes = request.maxResponseBytes ?? Number.POSITIVE_INFINITY
          const limits = { method: plan.method, url, maxBytes }
          if (!ignored) {
            return { status, headers, ignored: false, body: streamBody(response, deadline, limits) }
          }
          deadline.end()
          return { status, headers, ignored: true, body: Readable.from([ignored.bytes]) }
        } catch (error) {
          deadline.end()
          throw error
        }
      })
    },
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
