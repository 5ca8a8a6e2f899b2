import type { Authenticator } from './authenticator.ts'

/**
 * Sends a user name and a password (RFC 7617), in UTF-8.
 *
 * @example
 * createHttp({ baseUrl, auth: basic(user, password) })
 */
export function basic(user: string, password: string): Authenticator {
  const value = basicHeader(user, password)
  return { authenticate: ({ headers }) => headers.set('authorization', value) }
}

/** The value of an `Authorization` header. */
export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
