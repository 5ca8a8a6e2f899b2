import type { Reply } from '../../reply.ts'
import { queryTimeout } from '../query/query-endpoint.ts'
import { ApiError } from '../replies/api-error.ts'
import { apiReply, htmlReply } from '../replies/api-reply.ts'
import { requestLimitExceeded } from '../usage/usage.ts'
import { defineFault } from './fault-kind.ts'

const refuse = (status: number, errorCode: string, message: string): Reply =>
  new ApiError(status, errorCode, message).toReply()

/** All kinds of faults, by name. A new one is an entry here. */
export const faultKinds = {
  http: defineFault({
    summary:
      '`status` (503) with the odd body that goes with it: 406, 420, 500, 502, 503 and others',
    defaults: { status: 503 },
    apply: (_call, { status }) => httpError(status),
  }),
  error: defineFault({
    summary: 'a refusal of the API: `status` (400), `error_code`, `message`',
    defaults: {
      status: 400,
      error_code: 'UNKNOWN_EXCEPTION',
      message: 'An unexpected error occurred.',
    },
    apply: (_call, { status, error_code, message }) => refuse(status, error_code, message),
  }),
  oauth_error: defineFault({
    summary:
      'a refusal of the token endpoint: `error` (invalid_grant), `description` (login rate exceeded)',
    defaults: { error: 'invalid_grant', description: 'login rate exceeded' },
    apply: (_call, { error, description }) =>
      apiReply(400, { error, error_description: description }),
  }),
  maintenance: defineFault({
    summary: 'a page for people, in HTML, with `status` (503): 200, 302 and 503 happen',
    defaults: { status: 503 },
    apply: (_call, { status }) => {
      const reply = htmlReply(status, 'Down for Maintenance', 'We are down for maintenance.')
      const headers = status === 302 ? { Location: 'https://status.salesforce.com' } : {}
      return { ...reply, headers: { ...reply.headers, ...headers } }
    },
  }),
  reset: defineFault({
    summary:
      'the connection is reset, after `after_bytes` (0) of the body; 0 is before the headers. The request has had its effect, so a rotated refresh token is lost',
    defaults: { after_bytes: 0 },
    apply: ({ proceed }, { after_bytes }) => ({
      ...proceed(),
      transport: { resetAfterBytes: after_bytes },
    }),
  }),
  hang: defineFault({
    summary: 'no answer ever comes',
    apply: ({ proceed }) => ({ ...proceed(), transport: { hang: true } }),
  }),
  slow: defineFault({
    summary: 'the answer comes `milliseconds` (1000) late',
    defaults: { milliseconds: 1000 },
    apply: ({ proceed }, { milliseconds }) => ({
      ...proceed(),
      transport: { delayMilliseconds: milliseconds },
    }),
  }),
  expired_session: defineFault({
    summary:
      '401 INVALID_SESSION_ID with `message` (Session expired or invalid), and every session ends',
    defaults: { message: 'Session expired or invalid' },
    apply: ({ org }, { message }) => {
      org.sessions.expireAll()
      return refuse(401, 'INVALID_SESSION_ID', message)
    },
  }),
  request_limit: defineFault({
    summary: '403 REQUEST_LIMIT_EXCEEDED: of the day or, with `concurrent`, of requests at once',
    defaults: { concurrent: false },
    apply: (_call, { concurrent }) =>
      concurrent
        ? refuse(
            403,
            'REQUEST_LIMIT_EXCEEDED',
            'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
          )
        : requestLimitExceeded().toReply(),
  }),
  query_timeout: defineFault({
    summary: '400 QUERY_TIMEOUT',
    apply: () => queryTimeout().toReply(),
  }),
  job_limit: defineFault({
    summary: '400 LIMIT_EXCEEDED, as when the bulk jobs of the day are used up',
    apply: () =>
      refuse(400, 'LIMIT_EXCEEDED', 'Max bulk v2 query jobs (10000) per 24 hrs has been exceeded'),
  }),
  job_failed: defineFault({
    summary: 'the bulk job that is asked for turns out Failed, with `message` (LIMIT_EXCEEDED: …)',
    defaults: { message: 'LIMIT_EXCEEDED: Exceeded the limit of retries' },
    apply: ({ proceed }, { message }) =>
      proceed({ job: { state: 'Failed', errorMessage: message } }),
  }),
  job_aborted: defineFault({
    summary: 'the bulk job that is asked for turns out Aborted, by somebody else',
    apply: ({ proceed }) => proceed({ job: { state: 'Aborted' } }),
  }),
  job_deleted: defineFault({
    summary: 'the bulk job that is asked for is gone: 404',
    apply: ({ proceed }) => proceed({ job: { state: 'Deleted' } }),
  }),
  truncated_page: defineFault({
    summary: 'a page lacks its last `rows` (1), whatever its headers say',
    defaults: { rows: 1 },
    apply: ({ proceed }, { rows }) => proceed({ dropRows: rows }),
  }),
  repeated_row: defineFault({
    summary: 'a page of a bulk job begins with the last row of the page before',
    apply: ({ proceed }) => proceed({ repeatRow: true }),
  }),
  nul_bytes: defineFault({
    summary: 'texts of a page of a bulk job end in a NUL byte',
    apply: ({ proceed }) => proceed({ nulBytes: true }),
  }),
  expired_locator: defineFault({
    summary: '400 INVALID_QUERY_LOCATOR, where the request goes on with a query or a job',
    apply: ({ proceed }) => proceed({ expireLocator: true }),
  }),
  meanwhile: defineFault({
    summary:
      'the control verb `verb` (mutate), told `settings`, is done right before the answer: a record changes between two pages',
    defaults: { verb: 'mutate', settings: { round: 1 } as Readonly<Record<string, unknown>> },
    apply: ({ proceed, control }, { verb, settings }) => {
      control(verb, settings)
      return proceed()
    },
  }),
}

function httpError(status: number): Reply {
  const plain = (body: string): Reply => ({
    status,
    headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
    body,
  })
  switch (status) {
    case 404:
      return refuse(status, 'NOT_FOUND', 'The requested resource does not exist')
    case 406:
      return plain(
        'Exceptions: java.lang.IllegalStateException: the requested resource cannot be represented',
      )
    case 420:
      return plain('Enhance Your Calm')
    case 500:
      return refuse(
        status,
        'UNKNOWN_EXCEPTION',
        'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-123456789)',
      )
    case 503:
      return refuse(status, 'SERVER_UNAVAILABLE', 'Server is too busy. Please try again later.')
    default:
      return htmlReply(status, 'Bad Gateway', 'The server did not answer in time.')
  }
}
