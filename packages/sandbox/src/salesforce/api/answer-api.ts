import type { Reply, Request } from '../../reply.ts'
import type { ApiCall, Distortion } from '../api-call.ts'
import type { Org } from '../org.ts'
import { ApiError, notFound } from '../replies/api-error.ts'
import { apiReply } from '../replies/api-reply.ts'
import { findRoute } from './find-route.ts'
import { checkVersion, versions } from './versions.ts'

/** Answers a request within a composite request, with its faults. */
export type AnswerWithin = (request: Request, answer: (distortion: Distortion) => Reply) => Reply

/**
 * Answers what comes from outside below `/services/data`: looks at the token and the version, and
 * counts the call.
 */
export function answerApi(
  org: Org,
  request: Request,
  distortion: Distortion,
  within: AnswerWithin,
): Reply {
  const path = pathOf(request)
  if (path === '/services/data') return apiReply(200, versions)
  const reply = orRefusal(() => {
    checkSession(org, request)
    checkVersion(versionIn(path))
    org.usage.spendRequest()
    return answerInside(org, request, distortion, within)
  })
  return { ...reply, headers: { ...reply.headers, 'Sforce-Limit-Info': org.usage.limitInfo } }
}

/** Answers what has passed the door, or comes within a composite request that has. */
function answerInside(
  org: Org,
  request: Request,
  distortion: Distortion,
  within: AnswerWithin,
): Reply {
  const path = pathOf(request)
  const version = versionIn(path)
  checkVersion(version)
  const base = `/services/data/${version}`
  const { route, parts } = findRoute(request.method, path.slice(base.length))
  const search = new URLSearchParams(request.path.split('?')[1] ?? '')
  const call: ApiCall = { org, request, version, base, search, distortion }
  return route.answer(call, parts, (inner) =>
    within(inner, (own) => orRefusal(() => answerInside(org, inner, own, within))),
  )
}

/** Whether the token opens the door. */
export function checkSession(org: Org, request: Request): void {
  const [, token] = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '') ?? []
  if (token !== undefined && org.sessions.use(token)) return
  throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
}

/** What is asked for, as `GET /sobjects/OBJECT/describe`; as it is written, where there is no such thing. */
export function endpointOf(request: Request): string {
  const path = pathOf(request)
  const below = path.replace(/^\/services\/data\/v[^/]+/, '')
  try {
    const { route } = findRoute(request.method, below)
    return `${route.method} ${route.path || '/'}`
  } catch {
    return `${request.method} ${path}`
  }
}

/** The path without its query, nor a slash at the end. */
export const pathOf = ({ path }: Pick<Request, 'path'>) =>
  (path.split('?')[0] as string).replace(/\/+$/, '')

/** What an error of the API looks like from outside. */
export function orRefusal(answer: () => Reply): Reply {
  try {
    return answer()
  } catch (error) {
    if (error instanceof ApiError) return error.toReply()
    throw error
  }
}

/** `v68.0` in `/services/data/v68.0/query`. */
function versionIn(path: string): string {
  const [, version] = /^\/services\/data\/([^/]+)/.exec(path) ?? []
  if (version === undefined) throw notFound()
  return version
}
