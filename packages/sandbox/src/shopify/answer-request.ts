import { jsonReply, type Reply, type Request } from '../reply.ts'
import { answerBulkFile } from './bulk/bulk-file-endpoint.ts'
import { type ControlledSandbox, control } from './control/control.ts'
import { ControlError } from './control/settings.ts'

/** A path of the server, and who answers there. The groups of the pattern are handed on. */
interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly answer: (sandbox: ControlledSandbox, request: Request, groups: string[]) => Reply
}

/** All that can be asked for. A new endpoint is an entry here. */
const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/admin\/api\/([^/]+)\/graphql\.json$/,
    answer: ({ endpoint, faults, tokens }, request, [version = '']) =>
      faults.answer(request, {
        proceed: (distortion) => endpoint.answer(request, version, distortion),
        newRequestId: () => endpoint.newRequestId(),
        drain: (points) => {
          const grant = tokens.find(request.headers['x-shopify-access-token'])
          if (grant !== undefined) endpoint.bucketOf(grant.app).drain(points)
        },
      }),
  },
  {
    method: 'GET',
    path: /^\/bulk\/(\w+)$/,
    answer: ({ bulk, clock }, request, [name = '']) =>
      answerBulkFile(bulk, name, request, clock.now()),
  },
  {
    method: 'POST',
    path: /^\/__control\/(\w+)$/,
    answer: (sandbox, request, [verb = '']) => answerControl(sandbox, verb, request.body),
  },
]

/** Answers a request to the server of a sandbox. */
export function answerRequest(sandbox: ControlledSandbox, request: Request): Reply {
  const path = request.path.split('?')[0] as string
  for (const route of routes) {
    const match = route.path.exec(path)
    if (match === null) continue
    if (request.method === route.method) return route.answer(sandbox, request, match.slice(1))
    return jsonReply(405, { errors: 'Method Not Allowed' }, { Allow: route.method })
  }
  return jsonReply(404, { errors: 'Not Found' })
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
