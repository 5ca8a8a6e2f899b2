import type { Settings } from '../../control/settings.ts'
import type { Reply } from '../../reply.ts'
import type { Distortion } from '../api/api-call.ts'
import { ApiError } from '../api/api-error.ts'
import { apiReply, htmlReply } from '../api/api-reply.ts'
import { requestLimitExceeded } from '../api/usage.ts'
import type { Org } from '../org.ts'
import { queryTimeout } from '../query/query-endpoint.ts'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly org: Org
  readonly settings: Settings
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
}

/** One way in which an answer goes wrong. */
export interface FaultKind {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  readonly apply: (call: FaultCall) => Reply
}

const refuse = (error: ApiError) => apiReply(error.status, error.body)

/** All kinds of faults, by name. A new one is an entry here. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
  http: {
    summary:
      '`status` (503) with the odd body that goes with it: 406, 420, 500, 502, 503 and others',
    apply: ({ settings }) => httpError(settings.number('status', 503)),
  },
  error: {
    summary: 'a refusal of the API: `status` (400), `error_code`, `message`',
    apply: ({ settings }) =>
      refuse(
        new ApiError(
          settings.number('status', 400),
          settings.text('error_code', 'UNKNOWN_EXCEPTION'),
          settings.text('message', 'An unexpected error occurred.'),
        ),
      ),
  },
  oauth_error: {
    summary:
      'a refusal of the token endpoint: `error` (invalid_grant), `description` (login rate exceeded)',
    apply: ({ settings }) =>
      apiReply(400, {
        error: settings.text('error', 'invalid_grant'),
        error_description: settings.text('description', 'login rate exceeded'),
      }),
  },
  maintenance: {
    summary: 'a page for people, in HTML, with `status` (503): 200, 302 and 503 happen',
    apply: ({ settings }) => {
      const reply = htmlReply(
        settings.number('status', 503),
        'Down for Maintenance',
        'We are down for maintenance.',
      )
      const headers = reply.status === 302 ? { Location: 'https://status.salesforce.com' } : {}
      return { ...reply, headers: { ...reply.headers, ...headers } }
    },
  },
  reset: {
    summary:
      'the connection is reset, after `after_bytes` (0) of the body; 0 is before the headers. The request has had its effect',
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
  expired_session: {
    summary:
      '401 INVALID_SESSION_ID with `message` (Session expired or invalid); every session ends',
    apply: ({ org, settings }) => {
      org.sessions.expireAll()
      const message = settings.text('message', 'Session expired or invalid')
      return refuse(new ApiError(401, 'INVALID_SESSION_ID', message))
    },
  },
  request_limit: {
    summary: '403 REQUEST_LIMIT_EXCEEDED, of the day or, with `concurrent`, of requests at once',
    apply: ({ settings }) =>
      refuse(
        settings.flag('concurrent', false)
          ? new ApiError(
              403,
              'REQUEST_LIMIT_EXCEEDED',
              'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
            )
          : requestLimitExceeded(),
      ),
  },
  query_timeout: {
    summary: '400 QUERY_TIMEOUT',
    apply: () => refuse(queryTimeout()),
  },
  job_limit: {
    summary: '400 LIMIT_EXCEEDED, as when the bulk jobs of the day are used up',
    apply: () =>
      refuse(
        new ApiError(
          400,
          'LIMIT_EXCEEDED',
          'Max bulk v2 query jobs (10000) per 24 hrs has been exceeded',
        ),
      ),
  },
  job_failed: {
    summary: 'a bulk job that is asked for turns out Failed, with `message` (LIMIT_EXCEEDED: …)',
    apply: ({ settings, proceed }) => {
      const errorMessage = settings.text('message', 'LIMIT_EXCEEDED: Exceeded the limit of retries')
      return proceed({ job: { state: 'Failed', errorMessage } })
    },
  },
  job_aborted: {
    summary: 'a bulk job that is asked for turns out Aborted, by somebody else',
    apply: ({ proceed }) => proceed({ job: { state: 'Aborted' } }),
  },
  job_deleted: {
    summary: 'a bulk job that is asked for is gone: 404',
    apply: ({ proceed }) => proceed({ job: { state: 'Deleted' } }),
  },
  truncated_page: {
    summary: 'a page lacks its last `rows` (1), whatever its headers say',
    apply: ({ settings, proceed }) => proceed({ dropRows: settings.number('rows', 1) }),
  },
  repeated_row: {
    summary: 'a page of a bulk job begins with the last row of the page before',
    apply: ({ proceed }) => proceed({ repeatRow: true }),
  },
  nul_bytes: {
    summary: 'texts of a page of a bulk job end in a NUL byte',
    apply: ({ proceed }) => proceed({ nulBytes: true }),
  },
  expired_locator: {
    summary: '400 INVALID_QUERY_LOCATOR, where the request goes on with a query or a job',
    apply: ({ proceed }) => proceed({ expireLocator: true }),
  },
}

function httpError(status: number): Reply {
  const error = (code: string, message: string) => refuse(new ApiError(status, code, message))
  switch (status) {
    case 406:
      return {
        status,
        headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
        body: 'Exceptions: java.lang.IllegalStateException: the requested resource cannot be represented',
      }
    case 420:
      return { status, headers: { 'Content-Type': 'text/plain' }, body: 'Enhance Your Calm' }
    case 500:
      return error(
        'UNKNOWN_EXCEPTION',
        'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-123456789)',
      )
    case 503:
      return error('SERVER_UNAVAILABLE', 'Server is too busy. Please try again later.')
    case 404:
      return error('NOT_FOUND', 'The requested resource does not exist')
    default:
      return htmlReply(status, 'Bad Gateway', 'The server did not answer in time.')
  }
}
