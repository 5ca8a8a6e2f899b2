import { jsonReply, type Reply } from '../../reply.ts'
import type { Distortion } from '../api/graphql-endpoint.ts'
import { INVALID_TOKEN, internalError } from '../api/refusals.ts'
import type { Settings } from './settings.ts'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly settings: Settings
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
  /** The last good answer to the same query, if that was the last thing answered. */
  readonly previous: Reply | undefined
  readonly newRequestId: () => string
  /** Takes points out of the bucket of the app that asks. */
  readonly drain: (points: number) => void
}

/** One way in which an answer goes wrong. */
export interface FaultKind {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  /** The answer, or undefined where the fault has no hold on this request and waits for another. */
  readonly apply: (call: FaultCall) => Reply | undefined
}

/** All kinds of faults, by name. A new one is an entry here. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
  throttle: {
    summary: 'THROTTLED, whatever the bucket holds',
    apply: ({ proceed }) => proceed({ throttled: true }),
  },
  drain: {
    summary: 'another client takes `points` (1000) out of the bucket first',
    apply: ({ settings, drain, proceed }) => {
      drain(settings.number('points', 1000))
      return proceed()
    },
  },
  http: {
    summary: '`status` (503) instead of an answer; `retry_after_seconds` (2) goes with a 429',
    apply: ({ settings }) => httpError(settings),
  },
  reset: {
    summary:
      'the connection is reset, after `after_bytes` (0) of the body; 0 is before the headers',
    apply: ({ settings, proceed }) => ({
      ...proceed(),
      transport: { resetAfterBytes: settings.number('after_bytes', 0) },
    }),
  },
  hang: {
    summary: 'no answer ever comes',
    apply: ({ proceed }) => ({ ...proceed(), transport: { hang: true } }),
  },
  slow: {
    summary: 'the answer comes `milliseconds` (1000) late',
    apply: ({ settings, proceed }) => ({
      ...proceed(),
      transport: { delayMilliseconds: settings.number('milliseconds', 1000) },
    }),
  },
  internal_error: {
    summary: 'INTERNAL_SERVER_ERROR with status 200',
    apply: ({ newRequestId }) => jsonReply(200, internalError(newRequestId())),
  },
  access_denied: {
    summary: 'ACCESS_DENIED for every field named `field` (customer), which lacks `scope`',
    apply: ({ settings, proceed }) => {
      const scope = settings.text('scope', 'read_customers')
      return proceed({ deniedFields: new Map([[settings.text('field', 'customer'), scope]]) })
    },
  },
  expired_token: {
    summary: '401, as for a token that has expired',
    apply: () => jsonReply(401, { errors: INVALID_TOKEN }),
  },
  duplicate_page: {
    summary: 'the answer to the page before, once more, when the next page of it is asked for',
    apply: ({ previous }) => previous,
  },
  short_page: {
    summary: 'nested connections return `size` (1) items at most; `silent` denies there are more',
    apply: ({ settings, proceed }) =>
      proceed({
        nestedPageLimit: {
          size: settings.number('size', 1),
          silent: settings.flag('silent', false),
        },
      }),
  },
}

function httpError(settings: Settings): Reply {
  const status = settings.number('status', 503)
  if (status === 429) {
    const seconds = settings.number('retry_after_seconds', 2)
    return jsonReply(
      429,
      {
        errors:
          'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
      },
      { 'Retry-After': seconds.toFixed(1) },
    )
  }
  if (status === 402) return jsonReply(402, { errors: 'Unavailable Shop' })
  if (status === 404) return jsonReply(404, { errors: 'Not Found' })
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Something went wrong</h1><p>What happened? Our servers could not answer.</p></body></html>\n`,
  }
}
