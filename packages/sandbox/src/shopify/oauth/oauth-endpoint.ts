import { jsonReply, type Reply, type Request } from '../../reply.ts'
import type { Tokens } from '../api/tokens.ts'
import type { Conditions } from '../conditions.ts'
import { oauthError } from './oauth-error.ts'
import { REFRESH_TOKEN_SECONDS, type Refreshable, type RefreshTokens } from './refresh-tokens.ts'
import { readTokenRequest } from './token-request.ts'

/** An app that is installed on the shop. */
export interface InstalledApp extends Refreshable {
  readonly clientId: string
  readonly clientSecret: string
}

/** What the endpoint needs of the sandbox around it. */
export interface OAuthSettings {
  readonly app: InstalledApp
  readonly tokens: Tokens
  readonly refreshTokens: RefreshTokens
  readonly conditions: Conditions
}

/** How long the tokens of each grant are good, as the real API tells it. */
const CLIENT_CREDENTIALS_SECONDS = 86_399
const OFFLINE_TOKEN_SECONDS = 3600

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

/**
 * `POST /admin/oauth/access_token`: access tokens for client credentials, for a refresh token, and
 * for an offline token that does not expire
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens).
 */
export class OAuthEndpoint {
  readonly #settings: OAuthSettings

  constructor(settings: OAuthSettings) {
    this.#settings = settings
  }

  answer(request: Request): Reply {
    const { app } = this.#settings
    const asked = readTokenRequest(request)
    if (asked === undefined) {
      return oauthError(request, 400, 'invalid_request', 'The request body could not be read.')
    }
    if (asked.client_id !== app.clientId) {
      const description = `Could not find Shopify API application with api_key ${asked.client_id ?? ''}`
      return oauthError(request, 400, 'application_cannot_be_found', description)
    }
    if (asked.client_secret !== app.clientSecret) {
      return oauthError(request, 401, 'invalid_client', 'The client secret is not valid.')
    }
    const reply = this.#grant(asked, request)
    return { ...reply, facts: { app: app.app, operation: String(asked.grant_type) } }
  }

  #grant(asked: Readonly<Record<string, unknown>>, request: Request): Reply {
    switch (asked.grant_type) {
      case 'client_credentials':
        return this.#clientCredentials()
      case 'refresh_token':
        return this.#refresh(asked.refresh_token)
      case TOKEN_EXCHANGE:
        return this.#exchange(asked.subject_token, request)
      default:
        return oauthError(request, 400, 'invalid_request', 'The grant type is not supported.')
    }
  }

  #clientCredentials(): Reply {
    const { app } = this.#settings
    const { token, seconds } = this.#access(app, CLIENT_CREDENTIALS_SECONDS, '')
    return jsonReply(200, {
      access_token: token,
      scope: app.scopes.join(','),
      expires_in: seconds,
    })
  }

  #refresh(refreshToken: unknown): Reply {
    const rotated = this.#settings.refreshTokens.rotate(refreshToken)
    if (rotated === undefined) {
      return jsonReply(401, {
        error: 'invalid_request',
        error_description: 'This request requires an active refresh_token',
      })
    }
    return this.#offlineTokens(rotated, rotated.replacement)
  }

  /** An offline token that does not expire is traded in for one that does. */
  #exchange(subject: unknown, request: Request): Reply {
    const { tokens, refreshTokens } = this.#settings
    const grant = tokens.find(String(subject))
    if (grant === undefined) {
      return oauthError(request, 400, 'invalid_subject_token', 'The subject token is not active.')
    }
    tokens.revoke(grant.token)
    const refreshable = { app: grant.app, scopes: [...grant.scopes] }
    return this.#offlineTokens(refreshable, refreshTokens.issue(refreshable))
  }

  #offlineTokens(refreshable: Refreshable, refreshToken: string): Reply {
    const { token, seconds } = this.#access(refreshable, OFFLINE_TOKEN_SECONDS, 'shpat_')
    return jsonReply(200, {
      access_token: token,
      expires_in: seconds,
      refresh_token: refreshToken,
      refresh_token_expires_in: REFRESH_TOKEN_SECONDS,
      scope: refreshable.scopes.join(','),
    })
  }

  #access({ app, scopes }: Refreshable, usual: number, prefix: string) {
    const seconds = this.#settings.conditions.tokenLifeSeconds ?? usual
    const { token } = this.#settings.tokens.issue({ app, scopes, ttlSeconds: seconds, prefix })
    return { token, seconds }
  }
}
