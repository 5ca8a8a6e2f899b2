import { AuthError, RateLimitError, RequestError } from '../errors.ts'
import { redactedReason } from './redacted-reason.ts'

/**
 * What a failed answer means to the run:
 *
 * - `authentication`: the credentials must be mended ({@link AuthError});
 * - `rate-limit`: wait as told, which costs no try ({@link RateLimitError});
 * - `retry`: the same request may succeed later ({@link RequestError}, retried);
 * - `fail`: it will not ({@link RequestError}, final);
 * - `ignore`: no error. `request` gives the answer as it came, `get` and `post` give `undefined`,
 *   `pages` ends.
 */
export type ErrorKind = 'authentication' | 'rate-limit' | 'retry' | 'fail' | 'ignore'

/** A kind with more to say. */
export interface ErrorVerdict {
  readonly kind: ErrorKind
  /** Replaces the standard advice: who must do what. Must hold nothing personal or secret. */
  readonly advice?: string
  /** For `rate-limit`: the wait, where the body and not the headers tells it. */
  readonly retryAfterSeconds?: number | undefined
}

/** An answer whose status is not 2xx. */
export interface HttpFailure {
  readonly method: string
  /** With its query: keep it out of messages. */
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The body as JSON, or `undefined` where it is none. */
  readonly body: unknown
  /** The wait that the headers ask for. */
  readonly retryAfterSeconds: number | undefined
}

/** A kind, a verdict, or a function that looks closer; `undefined` leaves it to the next rule. */
export type ErrorRule =
  | ErrorKind
  | ErrorVerdict
  | ((failure: HttpFailure) => ErrorKind | ErrorVerdict | Error | undefined)

/**
 * Statuses to what they mean, as data. An exact status is asked before its class (`4xx`, `5xx`), the
 * own map before {@link defaultErrors}.
 *
 * @example
 * const errors: ErrorMap = {
 *   402: { kind: 'fail', advice: 'The shop is frozen: its owner must settle the bill.' },
 *   404: 'ignore',
 *   403: ({ body }) => (isRateLimit(body) ? 'rate-limit' : undefined),
 * }
 */
export interface ErrorMap {
  readonly [status: number]: ErrorRule | undefined
  readonly '3xx'?: ErrorRule | undefined
  readonly '4xx'?: ErrorRule | undefined
  readonly '5xx'?: ErrorRule | undefined
}

/** What statuses mean where nothing else is said (RFC 9110, 15). */
export const defaultErrors: ErrorMap = {
  401: 'authentication',
  403: ({ headers }) =>
    headers.has('retry-after')
      ? 'rate-limit'
      : { kind: 'fail', advice: 'The credentials lack a permission for it: grant it.' },
  408: 'retry',
  409: 'retry',
  425: 'retry',
  429: 'rate-limit',
  501: 'fail',
  // With a wait told it is a request for patience, without one a failure.
  503: ({ headers }) => (headers.has('retry-after') ? 'rate-limit' : 'retry'),
  '3xx': 'fail',
  '4xx': 'fail',
  '5xx': 'retry',
}

const advices: Readonly<Record<ErrorKind, string>> = {
  authentication: 'The credentials were refused: check them in the config.',
  'rate-limit': 'The other side asks to wait.',
  retry: 'It may work later.',
  fail: 'The request was refused: check the config and the API version.',
  ignore: '',
}

/** The error that a failed answer means, or `undefined` where it is to be ignored. */
export function errorOf(failure: HttpFailure, own: ErrorMap = {}): Error | undefined {
  const verdict = verdictOn(failure, own)
  if (verdict instanceof Error) return verdict
  const { origin, pathname } = new URL(failure.url)
  return errorOfVerdict(verdict, {
    method: failure.method,
    url: failure.url,
    status: failure.status,
    what: `${failure.method} ${origin}${pathname} was answered with status ${failure.status}`,
    reason: redactedReason(failure.body),
    retryAfterSeconds: failure.retryAfterSeconds,
  })
}

/** What is known of a failure, once it has been judged. */
export interface FailureFacts {
  readonly method: string
  readonly url: string
  readonly status: number
  /** The first half of the message. */
  readonly what: string
  /** The other side's own words, redacted. */
  readonly reason: string | undefined
  readonly retryAfterSeconds: number | undefined
}

/** Makes the error of a verdict; `undefined` for `ignore`. */
export function errorOfVerdict(verdict: ErrorVerdict, facts: FailureFacts): Error | undefined {
  const { method, url, status, what, reason } = facts
  const told = reason === undefined ? '.' : `: ${reason.replace(/[.\s]+$/, '')}.`
  const message = `${what}${told} ${verdict.advice ?? advices[verdict.kind]}`
  switch (verdict.kind) {
    case 'ignore':
      return undefined
    case 'authentication':
      return new AuthError(message, { status })
    case 'rate-limit': {
      const retryAfterSeconds = verdict.retryAfterSeconds ?? facts.retryAfterSeconds
      const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
      return new RateLimitError(message, { method, url, status, ...wait })
    }
    default:
      return new RequestError(message, {
        method,
        url,
        status,
        isRetryable: verdict.kind === 'retry',
      })
  }
}

function verdictOn(failure: HttpFailure, own: ErrorMap): ErrorVerdict | Error {
  const { status } = failure
  const group = `${Math.floor(status / 100)}xx` as '3xx' | '4xx' | '5xx'
  for (const rule of [own[status], own[group], defaultErrors[status], defaultErrors[group]]) {
    const verdict = typeof rule === 'function' ? rule(failure) : rule
    if (verdict !== undefined) return typeof verdict === 'string' ? { kind: verdict } : verdict
  }
  return { kind: 'fail' }
}
