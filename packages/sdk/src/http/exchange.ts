import { RequestError } from '../errors.ts'

/** A request that is ready to go out. */
export interface Outgoing {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined
}

/** What sends a request; `globalThis.fetch` is looked up at each call, so that it can be replaced. */
export type Fetch = typeof globalThis.fetch

const redirects = new Set([301, 302, 303, 307, 308])
const mostRedirects = 10
/** What may follow a redirect to another origin: nothing that tells who asks. */
const harmlessHeaders = ['accept', 'accept-encoding', 'accept-language', 'range', 'user-agent']

export interface ExchangeOptions {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  /** Throws where a redirect must not be followed to that URL. */
  readonly allow: (url: URL) => void
}

/**
 * Sends one request and follows redirects. `fetch` could follow them itself, but would hand a key in
 * a header of its own making to whatever origin the redirect names.
 */
export async function exchange(outgoing: Outgoing, options: ExchangeOptions) {
  let request = outgoing
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const { method, url, headers, body } = request
    const response = await options.fetch(url, {
      method,
      headers,
      signal: options.signal,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    })
    const location = response.headers.get('location')
    if (location === null || !redirects.has(response.status)) return { response, url }
    await response.body?.cancel()
    request = redirected(request, new URL(location, url), response.status)
    options.allow(request.url)
  }
  throw new RequestError(`${outgoing.url.host} redirects in a circle.`, {
    method: outgoing.method,
    url: outgoing.url.href,
    isRetryable: false,
  })
}

/** The request that a redirect asks for (the Fetch standard, "HTTP-redirect fetch"). */
function redirected(request: Outgoing, url: URL, status: number): Outgoing {
  const { method, body } = request
  const turnsToGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')
  const headers = new Headers(request.headers)
  if (url.origin !== request.url.origin) {
    for (const name of [...headers.keys()]) {
      if (!harmlessHeaders.includes(name)) headers.delete(name)
    }
  }
  if (!turnsToGet) return { method, url, headers, body: body }
  headers.delete('content-type')
  return { method: 'GET', url, headers }
}
