import { RequestError } from '../errors.ts'
import { type ErrorKind, type ErrorVerdict, errorOfVerdict } from './error-map.ts'
import type { Http } from './http.ts'
import type { HttpRequest } from './http-request.ts'
import type { HttpResponse } from './http-response.ts'
import { redactText } from './redacted-reason.ts'

/** One error in an answer (GraphQL specification, 7.1.2). */
export interface GraphqlError {
  readonly message: string
  /** Where in the data it happened. */
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** The body of an answer, and what came with it. */
export interface GraphqlAnswer {
  readonly data?: unknown
  readonly errors: readonly GraphqlError[]
  readonly extensions: Readonly<Record<string, unknown>>
  readonly status: number
  readonly headers: Headers
}

/** What an error means, or a function that looks closer; `undefined` leaves it to `default`. */
export type GraphqlErrorRule =
  | ErrorKind
  | ErrorVerdict
  | ((error: GraphqlError, answer: GraphqlAnswer) => ErrorKind | ErrorVerdict | Error | undefined)

/**
 * Error codes (`extensions.code`) to what they mean, as data; `default` is asked for all others, and
 * is `fail` where it is not given. With `ignore` the partial data is used.
 *
 * @example
 * const errors: GraphqlErrorMap = {
 *   THROTTLED: (_, { extensions }) => ({ kind: 'rate-limit', retryAfterSeconds: waitFor(extensions) }),
 *   INTERNAL_SERVER_ERROR: 'retry',
 *   ACCESS_DENIED: { kind: 'fail', advice: 'Grant the app the scope that the message names.' },
 * }
 */
export type GraphqlErrorMap = Readonly<Record<string, GraphqlErrorRule>>

export interface GraphqlOptions {
  readonly errors?: GraphqlErrorMap
  /** Of every request to the endpoint, beside its own. */
  readonly request?: Omit<HttpRequest, 'json' | 'form' | 'body' | 'check'>
}

/** Data without errors, or with such as are ignored. */
export interface GraphqlResult<T> {
  readonly data: T
  readonly extensions: Readonly<Record<string, unknown>>
  readonly headers: Headers
}

/** A GraphQL endpoint. */
export interface Graphql {
  /**
   * Runs a query or mutation.
   *
   * @throws AuthError, RateLimitError or RequestError where the answer has errors, partial data or not.
   */
  query<T>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    request?: GraphqlOptions['request'],
  ): Promise<GraphqlResult<T>>
}

/**
 * Makes a client of a GraphQL endpoint. Errors arrive with status 200; they are judged inside each
 * try, so that waits and retries are those of the client.
 *
 * @example
 * const graphql = createGraphql(http, 'graphql.json', { errors })
 * const { data } = await graphql.query<{ shop: { name: string } }>('{ shop { name } }')
 */
export function createGraphql(http: Http, path: string, options: GraphqlOptions = {}): Graphql {
  const { errors: map = {} } = options
  return {
    async query<T>(document: string, variables = {}, request: GraphqlOptions['request'] = {}) {
      let answer: GraphqlAnswer | undefined
      await http.request(path, {
        endpoint: path,
        ...options.request,
        ...request,
        errors: { '4xx': refusal(map), ...options.request?.errors, ...request.errors },
        json: { query: document, variables },
        check(response) {
          answer = answerOf(response.json(), response)
          const error = judge(answer, map, response.url)
          if (error) throw error
          const isEmpty = answer.data === undefined || answer.data === null
          if (isEmpty && answer.errors.length === 0) throw noData(response)
        },
      })
      // An ignored status is not checked, and leaves no answer.
      const { data, extensions = {}, headers = new Headers() } = answer ?? {}
      return { data: data as T, extensions, headers }
    },
  }
}

/** Some servers put the same errors under a 4xx status; a code that the map knows is judged by it. */
const refusal =
  (map: GraphqlErrorMap): NonNullable<HttpRequest['errors']>['4xx'] =>
  ({ body, url, ...response }) => {
    const answer = answerOf(body, response)
    return answer.errors.some((error) => Object.hasOwn(map, codeOf(error)))
      ? judge(answer, map, url)
      : undefined
  }

/** The first error of an answer that is not to be ignored, as the map judges it. */
function judge(answer: GraphqlAnswer, map: GraphqlErrorMap, url: string): Error | undefined {
  for (const error of answer.errors) {
    const verdict = verdictOn(error, answer, map)
    if (verdict instanceof Error) return verdict
    const made = errorOfVerdict(verdict, {
      method: 'POST',
      url,
      status: answer.status,
      what: `${url.replace(/[?#].*$/s, '')} answered with ${describe(error, answer.errors.length)}`,
      reason: redactText(String(error.message)),
      retryAfterSeconds: undefined,
    })
    if (made) return made
  }
  return undefined
}

const codeOf = (error: GraphqlError) => String(error.extensions?.code ?? '')

function verdictOn(error: GraphqlError, answer: GraphqlAnswer, map: GraphqlErrorMap) {
  const code = codeOf(error)
  for (const rule of [Object.hasOwn(map, code) ? map[code] : undefined, map.default]) {
    const verdict = typeof rule === 'function' ? rule(error, answer) : rule
    if (verdict !== undefined) return typeof verdict === 'string' ? { kind: verdict } : verdict
  }
  return { kind: 'fail', advice: 'Check the query and the API version.' } as const
}

function describe(error: GraphqlError, count: number): string {
  const code = codeOf(error)
  const which = count > 1 ? `${count} errors, first` : 'the error'
  return `${which}${code && ` ${code}`}${Array.isArray(error.path) ? ` at ${error.path.join('.')}` : ''}`
}

function answerOf(
  body: unknown,
  { status, headers }: { readonly status: number; readonly headers: Headers },
): GraphqlAnswer {
  const { data, errors, extensions } = (body ?? {}) as Partial<GraphqlAnswer>
  return {
    data,
    errors: Array.isArray(errors) ? errors.map(asError) : errors ? [asError(errors)] : [],
    extensions: extensions ?? {},
    status,
    headers,
  }
}

/** Some servers give their errors as text where the specification has objects. */
const asError = (error: unknown): GraphqlError =>
  typeof error === 'object' && error !== null && 'message' in error
    ? (error as GraphqlError)
    : { message: typeof error === 'string' ? error : 'an error without words' }

const noData = ({ url, status }: HttpResponse) =>
  new RequestError(
    `${url.replace(/[?#].*$/s, '')} answered with neither data nor errors: check that it is a GraphQL endpoint.`,
    { method: 'POST', url, status, isRetryable: false },
  )
