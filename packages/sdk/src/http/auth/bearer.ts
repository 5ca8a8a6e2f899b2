import type { Authenticator } from './authenticator.ts'

/**
 * Sends a token that does not change (RFC 6750). For one that expires see `clientCredentials`,
 * `refreshToken` and `jwtBearer`.
 *
 * @example
 * createHttp({ baseUrl, auth: bearer(token) })
 */
export function bearer(token: string): Authenticator {
  return { authenticate: ({ headers }) => headers.set('authorization', `Bearer ${token}`) }
}
