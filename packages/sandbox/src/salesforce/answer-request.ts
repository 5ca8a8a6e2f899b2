import { ControlError } from '../control/settings.ts'
import { jsonReply, type Reply, type Request } from '../reply.ts'
import type { ApiCall, Distortion } from './api/api-call.ts'
import { ApiError, notFound } from './api/api-error.ts'
import { apiReply, compressed, emptyReply, htmlReply } from './api/api-reply.ts'
import { type Route, routes } from './api/routes.ts'
import { checkVersion, versions } from './api/versions.ts'
import { control } from './control/control.ts'
import { answerRevocation, answerTokenRequest } from './oauth/token-endpoint.ts'
import type { Org } from './org.ts'

/** What stands before the API takes so many bytes, of the address and of all headers. */
const MAXIMUM_URI_BYTES = 16_384
const MAXIMUM_HEADER_BYTES = 16_384

/** Answers a request to the server of a sandbox. */
export function answerRequest(org: Org, instanceUrl: string, request: Request): Reply {
  const [, verb] = /^\/__control\/(\w+)$/.exec(request.path) ?? []
  if (verb !== undefined) return answerControl(org, verb, request)
  if (request.path.length > MAXIMUM_URI_BYTES) return htmlReply(414, 'URI Too Long')
  if (headerBytes(request) > MAXIMUM_HEADER_BYTES) {
    return htmlReply(431, 'Request Header Fields Too Large')
  }
  const reply = org.faults.answer(org, request, (distortion) =>
    answerOutside(org, instanceUrl, request, distortion),
  )
  const delay = org.behaviour.latencyMilliseconds + (reply.transport?.delayMilliseconds ?? 0)
  org.activity.underWay(delay)
  const late = delay > 0 ? { transport: { ...reply.transport, delayMilliseconds: delay } } : {}
  return compressed({ ...reply, ...late }, request.headers['accept-encoding'])
}

function headerBytes({ headers }: Request): number {
  return Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + (value?.length ?? 0) + 4,
    0,
  )
}

/** Answers what comes from outside: looks at the token, and counts the call. */
function answerOutside(
  org: Org,
  instanceUrl: string,
  request: Request,
  distortion: Distortion,
): Reply {
  const path = pathOf(request)
  if (path === '/services/oauth2/token' && request.method === 'POST') {
    org.activity.call('POST /services/oauth2/token')
    return answerTokenRequest(request, org.sessions, instanceUrl, org.clock)
  }
  if (path === '/services/oauth2/revoke' && request.method === 'POST') {
    return answerRevocation(request, org.sessions)
  }
  if (path === '/services/data') return apiReply(200, versions)
  const reply = orRefusal(() => {
    if (!path.startsWith('/services/data/') && !path.startsWith('/id/')) throw notFound()
    checkSession(org, request)
    if (path.startsWith('/id/')) return tellIdentity(org, instanceUrl)
    checkVersion(path.split('/')[3] as string)
    org.usage.spendRequest()
    return answerInside(org, request, distortion)
  })
  return { ...reply, headers: { ...reply.headers, 'Sforce-Limit-Info': org.usage.limitInfo } }
}

/** Answers what has passed the door, or comes within a composite request that has. */
function answerInside(org: Org, request: Request, distortion: Distortion): Reply {
  const path = pathOf(request)
  const [, version = ''] = /^\/services\/data\/(v[^/]+)/.exec(path) ?? []
  checkVersion(version)
  const base = `/services/data/${version}`
  const rest = path.slice(base.length).split('/').slice(1)
  const { route, parts } = findRoute(request.method, rest)
  org.activity.call(`${route.method} ${route.path || '/'}`)
  const search = new URLSearchParams(request.path.split('?')[1] ?? '')
  const call: ApiCall = { org, request, version, base, search, distortion }
  return route.answer(call, parts, (inner) =>
    org.faults.answer(org, inner, (own) => orRefusal(() => answerInside(org, inner, own))),
  )
}

function findRoute(method: string, parts: readonly string[]): { route: Route; parts: string[] } {
  const fitting = routes.flatMap((route) => {
    const groups = matchPath(route.path.split('/').slice(1), parts)
    return groups === undefined ? [] : [{ route, parts: groups }]
  })
  const found = fitting.find(({ route }) => route.method === method)
  if (found !== undefined) return found
  if (fitting.length === 0) throw notFound()
  const allowed = fitting.map(({ route }) => route.method).join(', ')
  throw new ApiError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  )
}

/** What stands in a path where its pattern has capitals; undefined where they do not fit. */
function matchPath(pattern: readonly string[], parts: readonly string[]): string[] | undefined {
  if (pattern.length !== parts.length) return undefined
  const groups: string[] = []
  for (const [place, name] of pattern.entries()) {
    const part = parts[place] as string
    if (/^[A-Z]+$/.test(name)) groups.push(decodeURIComponent(part))
    else if (name !== part) return undefined
  }
  return groups
}

function checkSession(org: Org, request: Request): void {
  const [, token] = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '') ?? []
  if (token !== undefined && org.sessions.use(token)) return
  throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
}

function tellIdentity(org: Org, instanceUrl: string): Reply {
  const { organizationId, userId, username } = org.sessions
  return apiReply(200, {
    id: `${instanceUrl}/id/${organizationId}/${userId}`,
    asserted_user: true,
    user_id: userId,
    organization_id: organizationId,
    username,
    display_name: 'Sandbox User',
    email: username,
    active: true,
    user_type: 'STANDARD',
    urls: { rest: `${instanceUrl}/services/data/v{version}/` },
  })
}

/** The path without its query, nor a slash at the end. */
const pathOf = ({ path }: Request) => (path.split('?')[0] as string).replace(/\/+$/, '')

function orRefusal(answer: () => Reply): Reply {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return apiReply(error.status, error.body)
  }
}

/** Control needs no token: the server listens on this machine alone. */
function answerControl(org: Org, verb: string, request: Request): Reply {
  if (request.method !== 'POST') return emptyReply(405, { Allow: 'POST' })
  try {
    const settings: unknown = request.body.trim() === '' ? {} : JSON.parse(request.body)
    if (typeof settings !== 'object' || settings === null) {
      throw new ControlError('The body has to be a JSON object')
    }
    return jsonReply(200, control(org, verb, { ...settings }))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ControlError) {
      return jsonReply(400, { error: error.message })
    }
    throw error
  }
}
