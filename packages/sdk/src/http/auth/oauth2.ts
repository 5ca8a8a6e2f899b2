import { systemClock } from '../clock.ts'
import type { Authenticator } from './authenticator.ts'
import { type Claims, jsonWebToken, readPrivateKey } from './json-web-token.ts'
import { type TokenEndpointOptions, tokenEndpoint } from './token-endpoint.ts'
import { TokenSource, type TokenSourceOptions, type Tokens } from './token-source.ts'

/** An authenticator whose tokens can be looked at: some APIs tell their address with them. */
export interface TokenAuthenticator extends Authenticator {
  /** Tokens that are good now. */
  tokens(signal?: AbortSignal): Promise<Tokens>
}

interface TokenOptions extends TokenEndpointOptions {
  /** Seconds before its end from which a token is no longer used. @default 60 */
  readonly marginSeconds?: number
}

export interface ClientCredentialsOptions extends TokenOptions {
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * Signs in as the client itself (RFC 6749, 4.4).
 *
 * @example
 * clientCredentials({ tokenUrl: `https://${shop}/admin/oauth/access_token`, clientId, clientSecret })
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenAuthenticator {
  const ask = tokenEndpoint(options)
  return authenticator({
    ...options,
    request: () => ask({ grant_type: 'client_credentials' }),
  })
}

export interface RefreshTokenOptions extends TokenOptions {
  readonly refreshToken: string
  /** A token from an earlier run; used until it ends or is refused. */
  readonly accessToken?: string | undefined
  /** When that one ends, in milliseconds since 1970. Default: unknown. */
  readonly accessTokenExpiresAt?: number | undefined
  /**
   * Takes the new tokens where the refresh token was replaced by another; the run waits for it. Write
   * them where the next run finds them, as `saveConfig` does.
   */
  readonly onRotated?: TokenSourceOptions['onRotated']
}

/**
 * Signs in by a refresh token (RFC 6749, 6), and follows its rotation.
 *
 * @example
 * refreshToken({
 *   tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
 *   clientId, clientSecret, refreshToken: config.refresh_token,
 *   onRotated: ({ refreshToken }) => saveConfig(path, { refresh_token: refreshToken }),
 * })
 */
export function refreshToken(options: RefreshTokenOptions): TokenAuthenticator {
  const { refreshToken: first, accessToken, accessTokenExpiresAt: expiresAt } = options
  const ask = tokenEndpoint(options)
  return authenticator({
    ...options,
    initial: { accessToken: accessToken ?? '', refreshToken: first, expiresAt, fields: {} },
    request: (current) =>
      ask({ grant_type: 'refresh_token', refresh_token: current?.refreshToken ?? first }),
  })
}

export interface JwtBearerOptions extends TokenOptions {
  /** An RSA key in PEM form. */
  readonly privateKey: string
  readonly passphrase?: string | undefined
  /** Who signs, mostly the client id. */
  readonly issuer: string
  /** For whom, mostly a user name. */
  readonly subject?: string | undefined
  /** Who is to believe it. */
  readonly audience: string
  /** Seconds that the signed statement is good for. @default 180 */
  readonly lifetimeSeconds?: number
  /** Further claims. */
  readonly claims?: Claims
  /** The name of the key, where the other side knows several. */
  readonly keyId?: string | undefined
}

/**
 * Signs in by a signed statement (RFC 7523, 2.1), with RS256.
 *
 * @throws ConfigError at once where the key is none.
 * @example
 * jwtBearer({ tokenUrl, privateKey, issuer: clientId, subject: username, audience: 'https://login.salesforce.com' })
 */
export function jwtBearer(options: JwtBearerOptions): TokenAuthenticator {
  const { issuer, subject, audience, lifetimeSeconds = 180, claims, keyId } = options
  const { clock = systemClock } = options
  const key = readPrivateKey(options.privateKey, options.passphrase)
  const ask = tokenEndpoint(options)
  const statement = () => {
    const now = Math.floor(clock.now() / 1000)
    const who = { iss: issuer, ...(subject !== undefined && { sub: subject }), aud: audience }
    const times = { iat: now, exp: now + lifetimeSeconds }
    return jsonWebToken(
      key,
      { ...who, ...times, ...claims },
      keyId === undefined ? {} : { kid: keyId },
    )
  }
  return authenticator({
    ...options,
    request: () =>
      ask({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: statement() }),
  })
}

function authenticator(options: TokenSourceOptions): TokenAuthenticator {
  const source = new TokenSource(options)
  return {
    tokens: (signal) => source.get(signal),
    async authenticate({ headers }, signal) {
      headers.set('authorization', `Bearer ${(await source.get(signal)).accessToken}`)
    },
    renew: ({ headers }, signal) =>
      source.renew((headers.get('authorization') ?? '').replace(/^Bearer /, ''), signal),
  }
}
