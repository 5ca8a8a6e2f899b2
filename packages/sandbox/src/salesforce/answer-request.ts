import { ControlError } from '../control/settings.ts'
import { jsonReply, type Reply, type Request } from '../reply.ts'
import {
  type AnswerWithin,
  answerApi,
  checkSession,
  endpointOf,
  orRefusal,
  pathOf,
} from './api/answer-api.ts'
import type { Distortion } from './api-call.ts'
import { control } from './control/control.ts'
import type { ControlledOrg } from './control/controlled-org.ts'
import { answerRevocation, answerTokenRequest } from './oauth/token-endpoint.ts'
import type { Org } from './org.ts'
import { notFound } from './replies/api-error.ts'
import { apiReply, compressed, emptyReply, htmlReply } from './replies/api-reply.ts'

/** What stands before the API takes so many bytes, of the address and of all headers. */
const MAXIMUM_URI_BYTES = 16_384
const MAXIMUM_HEADER_BYTES = 16_384

/**
 * Answers a request to the server of a sandbox.
 *
 * @param instanceUrl Where the server listens, which is in answers.
 */
export function answerRequest(org: ControlledOrg, instanceUrl: string, request: Request): Reply {
  const [, verb] = /^\/__control\/(\w+)$/.exec(request.path) ?? []
  if (verb !== undefined) return answerControl(org, verb, request)
  if (request.path.length > MAXIMUM_URI_BYTES) return htmlReply(414, 'URI Too Long')
  if (headerBytes(request) > MAXIMUM_HEADER_BYTES) {
    return htmlReply(431, 'Request Header Fields Too Large')
  }
  const reply = answerOnRecord(org, request, (distortion) =>
    dispatch(org, instanceUrl, request, distortion),
  )
  const delay = org.conditions.latencyMilliseconds + (reply.transport?.delayMilliseconds ?? 0)
  const late = delay > 0 ? { transport: { ...reply.transport, delayMilliseconds: delay } } : {}
  const leaving = org.activity.begin()
  return compressed({ ...reply, ...late, leaving }, request.headers['accept-encoding'])
}

const headerBytes = ({ headers }: Request): number =>
  Object.entries(headers).reduce(
    // A colon, a blank and the end of the line are part of it.
    (sum, [name, value]) => sum + name.length + (value?.length ?? 0) + 4,
    0,
  )

function dispatch(
  org: ControlledOrg,
  instanceUrl: string,
  request: Request,
  distortion: Distortion,
): Reply {
  const path = pathOf(request)
  switch (`${request.method} ${path}`) {
    case 'POST /services/oauth2/token':
      return answerTokenRequest(request, org.sessions, instanceUrl, org.clock)
    case 'POST /services/oauth2/revoke':
      return answerRevocation(request, org.sessions)
  }
  if (path === '/services/data' || path.startsWith('/services/data/')) {
    const within: AnswerWithin = (inner, answer) => answerOnRecord(org, inner, answer)
    return answerApi(org, request, distortion, within)
  }
  return orRefusal(() => {
    if (!path.startsWith('/id/') && path !== '/services/oauth2/userinfo') throw notFound()
    checkSession(org, request)
    return tellIdentity(org, instanceUrl)
  })
}

/** Answers with the fault that is due, if one is, and puts it on record. */
function answerOnRecord(
  org: ControlledOrg,
  request: Request,
  answer: (distortion: Distortion) => Reply,
): Reply {
  const { reply, fault } = org.faults.answer(request, {
    org,
    proceed: (distortion = {}) => answer(distortion),
    control: (verb, settings) => {
      control(org, verb, settings)
    },
  })
  org.activity.add({
    at: new Date(org.clock.now()).toISOString(),
    endpoint: endpointOf(request),
    status: reply.status,
    error: errorCode(reply),
    fault,
    soql: soqlIn(request),
  })
  return reply
}

function errorCode({ status, body }: Reply): string | null {
  if (status < 400) return null
  return /"(?:errorCode|error)":"([^"]+)"/.exec(String(body))?.[1] ?? null
}

function soqlIn({ method, path, body }: Request): string | null {
  if (method === 'POST' && pathOf({ path }).endsWith('/jobs/query')) {
    return /"query"\s*:/.test(body) ? queryInBody(body) : null
  }
  return new URLSearchParams(path.split('?')[1] ?? '').get('q')
}

function queryInBody(body: string): string | null {
  try {
    const { query } = JSON.parse(body) as { query?: unknown }
    return typeof query === 'string' ? query : null
  } catch {
    return null
  }
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

/** Control needs no token: the server listens on this machine alone. */
function answerControl(org: ControlledOrg, verb: string, request: Request): Reply {
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
