import { jsonReply, type Reply, type Request } from '../../reply.ts'
import { INVALID_TOKEN } from '../api/refusals.ts'
import type { Tokens } from '../api/tokens.ts'

/**
 * `GET /admin/oauth/access_scopes.json`: what the token may do
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/accessscope).
 */
export function answerAccessScopes(tokens: Tokens, request: Request): Reply {
  const grant = tokens.find(request.headers['x-shopify-access-token'])
  if (grant === undefined) return jsonReply(401, { errors: INVALID_TOKEN })
  const scopes = [...grant.scopes].map((handle) => ({ handle }))
  return { ...jsonReply(200, { access_scopes: scopes }), facts: { app: grant.app } }
}
