import { AuthError } from '../../errors.ts'
import type { Logger } from '../../log.ts'
import type { Metrics } from '../../metrics.ts'
import { type Clock, systemClock } from '../clock.ts'
import type { ErrorRule } from '../error-map.ts'
import type { Fetch } from '../exchange.ts'
import { createHttp } from '../http.ts'
import { redactText } from '../redacted-reason.ts'
import type { RetryPolicy } from '../retry.ts'
import { basicHeader } from './basic.ts'
import type { Tokens } from './token-source.ts'

/** Where tokens come from, and how to ask there. */
export interface TokenEndpointOptions {
  readonly tokenUrl: string
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** How the client proves itself (RFC 6749, 2.3.1): in the body, or by HTTP Basic. @default 'body' */
  readonly clientAuthentication?: 'body' | 'basic'
  /** @default 'form', as the standard has it; some APIs insist on JSON */
  readonly encoding?: 'form' | 'json'
  readonly scope?: string | undefined
  /** Further fields of the request, as `audience`. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly retry?: RetryPolicy
  /** @default 60 */
  readonly timeoutSeconds?: number
  readonly log?: Logger
  readonly metrics?: Metrics
  readonly fetch?: Fetch
  readonly clock?: Clock
}

/** Asks a token endpoint: the fields of a grant to tokens. */
export type AskForTokens = (grant: Readonly<Record<string, string | undefined>>) => Promise<Tokens>

/**
 * Makes the function that asks a token endpoint (RFC 6749, 5).
 *
 * @throws AuthError where it refuses; says the error code and what to do, not what was sent.
 */
export function tokenEndpoint(options: TokenEndpointOptions): AskForTokens {
  const { tokenUrl, clientId, clientSecret, clock = systemClock, scope, parameters } = options
  const { clientAuthentication = 'body', encoding = 'form', timeoutSeconds = 60 } = options
  const isBasic = clientAuthentication === 'basic' && clientId !== undefined
  const http = createHttp({ ...options, baseUrl: tokenUrl, timeoutSeconds })
  return async (grant) => {
    const fields = {
      ...grant,
      scope,
      ...(!isBasic && { client_id: clientId, client_secret: clientSecret }),
      ...parameters,
    }
    const asked = clock.now()
    const response = await http.request(tokenUrl, {
      ...(encoding === 'json' ? { json: fields } : { form: fields }),
      headers: isBasic ? { authorization: clientHeader(clientId, clientSecret ?? '') } : {},
      errors: { 400: refusal, 401: refusal, 403: refusal },
      endpoint: 'token',
    })
    return tokensOf(response.json(), asked, tokenUrl)
  }
}

/** Id and secret are form-encoded before they are put together (RFC 6749, 2.3.1). */
const clientHeader = (id: string, secret: string) =>
  basicHeader(encodeURIComponent(id), encodeURIComponent(secret))

const remedies: Readonly<Record<string, string>> = {
  invalid_client: 'Check the client id and the client secret.',
  unauthorized_client: 'Allow this way of signing in for the client.',
  invalid_grant: 'It has expired, was revoked, or was used already: connect the account again.',
  invalid_scope: 'Check the scopes.',
}

/** Codes that some servers send with status 400 though only time is needed. */
const passing = ['temporarily_unavailable', 'server_error', 'unknown_error']

const refusal: ErrorRule = ({ body, status, url }) => {
  const { error } = (body ?? {}) as { error?: unknown }
  return typeof error === 'string' && passing.includes(error)
    ? 'retry'
    : refused(body, new URL(url).host, status)
}

function refused(body: unknown, host: string, status: number): AuthError {
  const { error, error_description: description } = (body ?? {}) as Record<string, unknown>
  const code = typeof error === 'string' ? redactText(error) : `status ${status}`
  const words = typeof description === 'string' ? ` (${redactText(description)})` : ''
  const remedy = remedies[code] ?? 'Check the credentials in the config.'
  return new AuthError(`${host} gave no access token: ${code}${words}. ${remedy}`, { status })
}

function tokensOf(body: unknown, asked: number, url: string): Tokens {
  const answer = (body ?? {}) as Readonly<Record<string, unknown>>
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = answer
  // Some servers refuse with status 200.
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw refused(answer, new URL(url).host, 200)
  }
  const seconds = Number(life ?? Number.NaN)
  return {
    accessToken,
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
    ...(Number.isFinite(seconds) && { expiresAt: asked + seconds * 1000 }),
    fields: answer,
  }
}
