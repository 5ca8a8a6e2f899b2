import { ConfigError, RequestError } from '../errors.ts'

/** A value in a query. `undefined` and `null` are left out; a list repeats its name. */
export type QueryValue = string | number | bigint | boolean | Date | null | undefined

/** The part of a URL after `?`, by name. Dates are written in ISO 8601, UTC. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

/**
 * Checks a base URL and gives it the slash at its end that relative paths need.
 *
 * @throws ConfigError where it is not an absolute http or https URL.
 */
export function baseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ConfigError([
      {
        path: '',
        message: 'The address of the API must be a full URL, as in https://api.example.com/v1/.',
      },
    ])
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** Resolves a path against a base (`orders.json`, `/from/the/root`, or a full URL) and sets a query. */
export function address(base: URL, path: string | URL, query: Query = {}): URL {
  return withQuery(new URL(path, base), query)
}

/** A copy of the URL in which each given name has its new value; `null` and `undefined` remove it. */
export function withQuery(url: URL, query: Query): URL {
  const result = new URL(url)
  for (const [name, value] of Object.entries(query)) {
    result.searchParams.delete(name)
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null) continue
      result.searchParams.append(name, item instanceof Date ? item.toISOString() : String(item))
    }
  }
  return result
}

/** Guards against an answer that points elsewhere: a link, a redirect. */
export function refuseForeign(url: URL, base: URL, method: string): void {
  if (url.origin === base.origin) return
  throw new RequestError(
    `${method} ${url.origin} was not sent: the API is at ${base.origin}, and its answer led elsewhere. ` +
      'Where that is meant, allow other origins for this request; credentials are never sent there.',
    { method, url: url.href, isRetryable: false },
  )
}

const identifier = /^(?:\d+|[\da-f]{8}-[\da-f-]{27}|(?=.*\d)[\w-]{15,}|.*@.*)$/i

/**
 * The endpoint of a URL for metrics and logs: its path below the base, without query, and with `{id}`
 * for what tells one thing from another.
 *
 * @example
 * endpoint(new URL('https://a.example/v1/orders/42/refunds?limit=1'), base) // 'orders/{id}/refunds'
 */
export function endpoint(url: URL, base: URL): string {
  const below = url.pathname.startsWith(base.pathname)
    ? url.pathname.slice(base.pathname.length)
    : url.pathname
  const parts = below.split('/').map((part) => (identifier.test(safeDecode(part)) ? '{id}' : part))
  return parts.join('/') || '/'
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
