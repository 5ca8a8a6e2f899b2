import type { Request } from '../../reply.ts'

/** The fields of a request for a token, sent as a form or as JSON; undefined where it is neither. */
export function readTokenRequest(request: Request): Readonly<Record<string, unknown>> | undefined {
  if (!request.headers['content-type']?.includes('json')) {
    return Object.fromEntries(new URLSearchParams(request.body))
  }
  try {
    const body: unknown = JSON.parse(request.body)
    return typeof body === 'object' && body !== null ? { ...body } : undefined
  } catch {
    return undefined
  }
}
