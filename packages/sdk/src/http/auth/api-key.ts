import { headerValue } from '../request-headers.ts'
import type { Authenticator } from './authenticator.ts'

export interface ApiKeyOptions {
  readonly key: string
  /** The name of the header, or of the query parameter, that carries the key. */
  readonly name: string
  /** @default 'header' */
  readonly in?: 'header' | 'query'
}

/**
 * Sends a key in a header, or in the query where an API insists on it.
 *
 * @throws ConfigError where the key is none that a header may hold.
 * @example
 * createHttp({ baseUrl, auth: apiKey({ name: 'x-api-key', key }) })
 */
export function apiKey({ key, name, in: place = 'header' }: ApiKeyOptions): Authenticator {
  if (place === 'query') return { authenticate: ({ url }) => url.searchParams.set(name, key) }
  const value = headerValue(name, key)
  return { authenticate: ({ headers }) => headers.set(name, value) }
}
