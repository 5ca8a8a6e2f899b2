import { headerValue } from '../request-headers.ts'
import type { Authenticator } from './authenticator.ts'

/**
 * Sends a token that does not change (RFC 6750). For one that expires see `clientCredentials`,
 * `refreshToken` and `jwtBearer`.
 *
 * @throws ConfigError where the token is none that a header may hold.
 * @example
 * createHttp({ baseUrl, auth: bearer(token) })
 */
export function bearer(token: string): Authenticator {
  const value = headerValue('authorization', `Bearer ${token}`)
  return { authenticate: ({ headers }) => headers.set('authorization', value) }
}
