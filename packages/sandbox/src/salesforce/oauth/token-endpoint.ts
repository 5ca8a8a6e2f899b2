import { createHmac } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Reply, Request } from '../../reply.ts'
import { apiReply, emptyReply } from '../replies/api-reply.ts'
import { jwtProblem } from './jwt-bearer.ts'
import type { Sessions } from './sessions.ts'

/** A token request that is refused. */
class OAuthError extends Error {
  readonly error: string

  constructor(error: string, description: string) {
    super(description)
    this.error = error
  }
}

interface TokenRequest {
  readonly form: URLSearchParams
  readonly sessions: Sessions
  readonly instanceUrl: string
  readonly clock: Clock
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The flows, each telling whether its answer has a refresh token and which. */
const flows: Readonly<Record<string, (request: TokenRequest) => string | undefined>> = {
  refresh_token({ form, sessions }) {
    checkClient(form, sessions)
    const token = form.get('refresh_token') ?? ''
    if (!sessions.knowsRefreshToken(token)) {
      throw new OAuthError('invalid_grant', 'expired access/refresh token')
    }
    if (!sessions.policy.rotateRefreshTokens) return undefined
    sessions.revoke(token)
    return sessions.issueRefreshToken()
  },

  client_credentials({ form, sessions }) {
    checkClient(form, sessions)
    return undefined
  },

  [JWT_BEARER]({ form, sessions, instanceUrl, clock }) {
    const problem = jwtProblem(form.get('assertion') ?? '', {
      clientId: sessions.clientId,
      username: sessions.username,
      publicKey: sessions.publicKey,
      audiences: [instanceUrl, 'https://login.salesforce.com', 'https://test.salesforce.com'],
      now: clock.now(),
    })
    if (problem !== undefined) throw new OAuthError(...problem)
    return undefined
  },

  /** Orgs made since 2023 block it, whatever the password. */
  password({ form, sessions }) {
    checkClient(form, sessions)
    throw new OAuthError('invalid_grant', 'authentication failure')
  },
}

/**
 * Answers `POST /services/oauth2/token`.
 *
 * @see https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm
 */
export function answerTokenRequest(
  request: Request,
  sessions: Sessions,
  instanceUrl: string,
  clock: Clock,
): Reply {
  const form = formOf(request)
  const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
  try {
    const flow = flows[form.get('grant_type') ?? '']
    if (flow === undefined) {
      throw new OAuthError('unsupported_grant_type', 'grant type not supported')
    }
    const refreshToken = flow({ form, sessions, instanceUrl, clock })
    const { accessToken, issuedAt } = sessions.open()
    const id = `${instanceUrl}/id/${sessions.organizationId}/${sessions.userId}`
    return apiReply(
      200,
      {
        access_token: accessToken,
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
        signature: createHmac('sha256', sessions.clientSecret)
          .update(id + issuedAt)
          .digest('base64'),
        scope: 'refresh_token api',
        instance_url: instanceUrl,
        id,
        token_type: 'Bearer',
        issued_at: String(issuedAt),
        api_instance_url: 'https://api.salesforce.com',
      },
      noStore,
    )
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return apiReply(400, { error: error.error, error_description: error.message }, noStore)
  }
}

/** Answers `POST /services/oauth2/revoke`. */
export function answerRevocation(request: Request, sessions: Sessions): Reply {
  if (sessions.revoke(formOf(request).get('token') ?? '')) return emptyReply(200)
  return apiReply(400, {
    error: 'unsupported_token_type',
    error_description: 'this token type is not supported',
  })
}

/** The form, the client's name and secret taken from the header where they stand there. */
function formOf(request: Request): URLSearchParams {
  const form = new URLSearchParams(request.body)
  const [, basic] = /^Basic\s+(.+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
    form.set('client_id', decodeURIComponent(id))
    form.set('client_secret', decodeURIComponent(secret))
  }
  return form
}

function checkClient(form: URLSearchParams, sessions: Sessions): void {
  if (form.get('client_id') !== sessions.clientId) {
    throw new OAuthError('invalid_client_id', 'client identifier invalid')
  }
  if (form.get('client_secret') !== sessions.clientSecret) {
    throw new OAuthError('invalid_client', 'invalid client credentials')
  }
}
