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
 * @example
 * createHttp({ baseUrl, auth: apiKey({ name: 'x-api-key', key }) })
 */
export function apiKey({ key, name, in: place = 'header' }: ApiKeyOptions): Authenticator {
  return {
    authenticate({ headers, url }) {
      if (place === 'header') headers.set(name, key)
      else url.searchParams.set(name, key)
    },
  }
}
