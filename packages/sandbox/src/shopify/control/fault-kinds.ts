import { jsonReply, type Reply } from '../../reply.ts'
import { INVALID_TOKEN, internalError } from '../api/refusals.ts'
import { bulkFaultKinds } from '../bulk/bulk-fault-kinds.ts'
import { oauthFaultKinds } from '../oauth/oauth-fault-kinds.ts'
import { defineFault, type Surface } from './fault-kind.ts'

const anywhere: readonly Surface[] = ['graphql', 'oauth', 'file']

/** All kinds of faults, by name. A new one is an entry here. */
export const faultKinds = {
  throttle: defineFault({
    summary: 'THROTTLED, whatever the bucket holds',
    apply: ({ proceed }) => proceed({ throttled: true }),
  }),
  drain: defineFault({
    summary: 'another client takes `points` (1000) out of the bucket first',
    defaults: { points: 1000 },
    apply: ({ drain, proceed }, { points }) => {
      drain(points)
      return proceed()
    },
  }),
  http: defineFault({
    summary: '`status` (503) instead of an answer; `retry_after_seconds` (2) goes with a 429',
    surfaces: anywhere,
    defaults: { status: 503, retry_after_seconds: 2 },
    apply: (_call, { status, retry_after_seconds }) => httpError(status, retry_after_seconds),
  }),
  reset: defineFault({
    summary:
      'the connection is reset, after `after_bytes` (0) of the body; 0 is before the headers',
    surfaces: anywhere,
    defaults: { after_bytes: 0 },
    apply: ({ proceed }, { after_bytes }) => ({
      ...proceed(),
      transport: { resetAfterBytes: after_bytes },
    }),
  }),
  hang: defineFault({
    summary: 'no answer ever comes',
    surfaces: anywhere,
    apply: ({ proceed }) => ({ ...proceed(), transport: { hang: true } }),
  }),
  slow: defineFault({
    summary: 'the answer comes `milliseconds` (1000) late',
    surfaces: anywhere,
    defaults: { milliseconds: 1000 },
    apply: ({ proceed }, { milliseconds }) => ({
      ...proceed(),
      transport: { delayMilliseconds: milliseconds },
    }),
  }),
  internal_error: defineFault({
    summary: 'INTERNAL_SERVER_ERROR with status 200',
    apply: ({ newRequestId }) => jsonReply(200, internalError(newRequestId())),
  }),
  access_denied: defineFault({
    summary: 'ACCESS_DENIED for every field named `field` (customer), which lacks `scope`',
    defaults: { field: 'customer', scope: 'read_customers' },
    apply: ({ proceed }, { field, scope }) => proceed({ deniedFields: new Map([[field, scope]]) }),
  }),
  expired_token: defineFault({
    summary: '401, as for a token that has expired',
    apply: () => jsonReply(401, { errors: INVALID_TOKEN }),
  }),
  duplicate_page: defineFault({
    summary: 'the answer to the page before, once more, when the next page of it is asked for',
    apply: ({ previous }) => previous,
  }),
  short_page: defineFault({
    summary: 'nested connections return `size` (1) items at most; `silent` denies there are more',
    defaults: { size: 1, silent: false },
    apply: ({ proceed }, nestedPageLimit) => proceed({ nestedPageLimit }),
  }),
  meanwhile: defineFault({
    summary:
      'the control verb `verb` (mutate), told `settings`, is done right before the answer: a record changes between two pages, a token is revoked in the middle of a run',
    surfaces: anywhere,
    defaults: { verb: 'mutate', settings: {} },
    apply: ({ control, proceed }, { verb, settings }) => {
      control(verb, settings)
      return proceed()
    },
  }),
  ...bulkFaultKinds,
  ...oauthFaultKinds,
}

function httpError(status: number, retryAfterSeconds: number): Reply {
  if (status === 429) {
    return jsonReply(
      429,
      {
        errors:
          'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
      },
      { 'Retry-After': retryAfterSeconds.toFixed(1) },
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
