import { ControlError } from '../control/settings.ts'
import { jsonReply, type Reply, type Request } from '../reply.ts'
import { answerBulkFile } from './bulk/bulk-file-endpoint.ts'
import { control } from './control/control.ts'
import type { FaultCall, Surface } from './control/fault-kind.ts'
import type { ControlledSandbox } from './control/verb.ts'
import { answerAccessScopes } from './oauth/access-scopes-endpoint.ts'

/** A path of the server, and who answers there. The groups of the pattern are handed on. */
interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  /** Where faults can strike and requests are logged; what has none is left alone. */
  readonly surface?: Surface
  readonly answer: (call: RouteCall) => Reply
}

interface RouteCall {
  readonly sandbox: ControlledSandbox
  readonly request: Request
  readonly groups: readonly string[]
  readonly distortion: Parameters<FaultCall['proceed']>[0]
}

/** All that can be asked for. A new endpoint is an entry here. */
const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/admin\/api\/([^/]+)\/graphql\.json$/,
    surface: 'graphql',
    answer: ({ sandbox, request, groups: [version = ''], distortion }) =>
      sandbox.endpoint.answer(request, version, distortion),
  },
  {
    method: 'POST',
    path: /^\/admin\/oauth\/access_token$/,
    surface: 'oauth',
    answer: ({ sandbox, request }) => sandbox.oauth.answer(request),
  },
  {
    method: 'GET',
    path: /^\/admin\/oauth\/access_scopes\.json$/,
    surface: 'oauth',
    answer: ({ sandbox, request }) => answerAccessScopes(sandbox.tokens, request),
  },
  {
    method: 'GET',
    path: /^\/bulk\/(\w+)$/,
    surface: 'file',
    answer: ({ sandbox: { bulk, clock }, request, groups: [name = ''] }) =>
      answerBulkFile(bulk, name, request, clock.now()),
  },
  {
    method: 'POST',
    path: /^\/__control\/(\w+)$/,
    answer: ({ sandbox, request, groups: [verb = ''] }) =>
      answerControl(sandbox, verb, request.body),
  },
]

/** Answers a request to the server of a sandbox. */
export function answerRequest(sandbox: ControlledSandbox, request: Request): Reply {
  const path = request.path.split('?')[0] as string
  for (const route of routes) {
    const match = route.path.exec(path)
    if (match === null) continue
    if (request.method !== route.method) {
      return jsonReply(405, { errors: 'Method Not Allowed' }, { Allow: route.method })
    }
    const proceed: FaultCall['proceed'] = (distortion) =>
      route.answer({ sandbox, request, groups: match.slice(1), distortion })
    return route.surface === undefined
      ? proceed()
      : answerFaulty(sandbox, route.surface, request, proceed)
  }
  return jsonReply(404, { errors: 'Not Found' })
}

/** An answer with a fault in it where one is due, and on record. */
function answerFaulty(
  sandbox: ControlledSandbox,
  surface: Surface,
  request: Request,
  proceed: FaultCall['proceed'],
): Reply {
  const { endpoint, faults, tokens, log, clock } = sandbox
  const reply = faults.answer({
    request,
    surface,
    proceed,
    newRequestId: () => endpoint.newRequestId(),
    drain: (points) => {
      const grant = tokens.find(request.headers['x-shopify-access-token'])
      if (grant !== undefined) endpoint.bucketOf(grant.app).drain(points)
    },
    control: (verb, settings) => {
      control(sandbox, verb, settings)
    },
  })
  log.add(surface, clock.now(), reply)
  return reply
}

/** Control needs no token: the server listens on this machine alone. */
function answerControl(sandbox: ControlledSandbox, verb: string, body: string): Reply {
  try {
    const settings: unknown = body.trim() === '' ? {} : JSON.parse(body)
    if (typeof settings !== 'object' || settings === null) {
      throw new ControlError('The body has to be a JSON object')
    }
    return jsonReply(200, control(sandbox, verb, { ...settings }))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ControlError) {
      return jsonReply(400, { error: error.message })
    }
    throw error
  }
}
