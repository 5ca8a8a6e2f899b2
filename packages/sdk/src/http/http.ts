import { Readable } from 'node:stream'
import { attempt } from './attempt.ts'
import { type HttpDownload, streamBody } from './download.ts'
import type { HttpOptions } from './http-options.ts'
import type { HttpRequest, PagesRequest } from './http-request.ts'
import { type HttpResponse, httpResponse, readBody } from './http-response.ts'
import { readPages } from './pages.ts'
import { createSender, type Try } from './sender.ts'

/** A client of one API. */
export interface Http {
  /**
   * Sends a request and reads the answer whole. The path is relative to the base URL.
   *
   * @throws AuthError, RateLimitError or RequestError, as the error map says.
   */
  request(path: string | URL, request?: HttpRequest): Promise<HttpResponse>
  /** Gets JSON; `undefined` where there is none, or where the error map ignores the status. */
  get<T>(path: string | URL, request?: HttpRequest): Promise<T>
  /** Posts JSON and gets JSON, as `get` does. */
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
  /**
   * Sends a request and gives the body as a stream, of any length. Retries end where the body begins;
   * from there on the timeout is the time between two pieces.
   */
  download(path: string | URL, request?: HttpRequest): Promise<HttpDownload>
}

const defaultMaxResponseBytes = 100 * 1024 * 1024

/**
 * Makes a client of an API: base URL, credentials, pacing, retries, errors for people.
 *
 * @throws ConfigError where the base URL is none.
 * @example
 * const http = createHttp({ baseUrl: 'https://api.example.com/v1/', auth: bearer(token), requestsPerSecond: 2 })
 * const { orders } = await http.get<{ orders: Order[] }>('orders.json', { query: { limit: 250 } })
 */
export function createHttp(options: HttpOptions): Http {
  const { maxResponseBytes = defaultMaxResponseBytes, parseJson: parse = JSON.parse } = options
  const sender = createSender(options)

  const whole =
    ({ maxResponseBytes: maxBytes = maxResponseBytes, check }: HttpRequest): Try<HttpResponse> =>
    async (plan, deadline, seen) => {
      const { response, url, ignored } = await attempt(sender.channel, plan, deadline.signal, seen)
      const { method } = plan
      const bytes = ignored?.bytes ?? (await readBody(response, { method, url, maxBytes }))
      deadline.end()
      const facts = { method, url, ignored: ignored !== undefined, parse }
      const result = httpResponse(response, bytes, facts)
      if (!ignored) check?.(result)
      return result
    }

  const stream =
    ({ maxResponseBytes: maxBytes = Number.POSITIVE_INFINITY }: HttpRequest): Try<HttpDownload> =>
    async (plan, deadline, seen) => {
      const { response, url, ignored } = await attempt(sender.channel, plan, deadline.signal, seen)
      const { status, headers } = response
      if (!ignored) {
        const body = streamBody(response, deadline, { method: plan.method, url, maxBytes })
        return { status, headers, ignored: false, body }
      }
      deadline.end()
      return { status, headers, ignored: true, body: Readable.from([ignored.bytes]) }
    }

  const request = async (path: string | URL, request: HttpRequest = {}) =>
    sender.send(sender.plan(path, request), request, whole(request))
  const json = <T>(response: HttpResponse): T =>
    response.ignored ? (undefined as T) : response.json<T>()

  return {
    request,
    get: async (path, options) => json(await request(path, options)),
    post: async (path, body, options) =>
      json(await request(path, { method: 'POST', ...options, json: body })),
    pages: (path, options) =>
      readPages(path, options, (following, page) => {
        const plan = sender.plan(following, page)
        return { url: plan.url, answer: () => sender.send(plan, page, whole(page)) }
      }),
    download: async (path, options = {}) =>
      sender.send(sender.plan(path, options), options, stream(options)),
  }
}
