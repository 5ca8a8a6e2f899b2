import type { Reply, Request } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError } from '../replies/api-error.ts'
import { apiReply } from '../replies/api-reply.ts'

const MAXIMUM_REQUESTS = 25
const MAXIMUM_QUERIES = 5

/** Answers a request within a request, which has passed the door already. */
export type AnswerInner = (request: Request) => Reply

interface CompositeRequest {
  readonly method?: unknown
  readonly url?: unknown
  readonly referenceId?: unknown
  readonly body?: unknown
  readonly httpHeaders?: Readonly<Record<string, string>>
}

/**
 * Answers `POST /composite`: up to 25 requests, which count as one call.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export function answerComposite(call: ApiCall, answer: AnswerInner): Reply {
  const { allOrNone = false, compositeRequest } = readBody(call)
  const requests = listOf<CompositeRequest>(compositeRequest, 'compositeRequest')
  if (
    requests.filter(({ url }) => /\/query(All)?[/?]/.test(String(url))).length > MAXIMUM_QUERIES
  ) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      `No more than ${MAXIMUM_QUERIES} query operations are allowed.`,
    )
  }
  const answers = requests.map((request) => {
    const reply = answer(within(call, request, String(request.url ?? '')))
    return {
      body: bodyOf(reply),
      httpHeaders: {},
      httpStatusCode: reply.status,
      referenceId: request.referenceId ?? null,
    }
  })
  const failed = answers.some(({ httpStatusCode }) => httpStatusCode >= 400)
  return apiReply(200, {
    compositeResponse:
      allOrNone === true && failed
        ? answers.map((one) => (one.httpStatusCode >= 400 ? one : { ...one, ...processingHalted }))
        : answers,
  })
}

const processingHalted = {
  body: [
    {
      errorCode: 'PROCESSING_HALTED',
      message:
        'The transaction was rolled back since another operation in the same transaction failed.',
    },
  ],
  httpStatusCode: 400,
}

interface BatchRequest {
  readonly method?: unknown
  readonly url?: unknown
  readonly richInput?: unknown
}

/** Answers `POST /composite/batch`: up to 25 requests, each of which counts. */
export function answerBatch(call: ApiCall, answer: AnswerInner): Reply {
  const { haltOnError = false, batchRequests } = readBody(call)
  let halted = false
  const results = listOf<BatchRequest>(batchRequests, 'batchRequests').map((request, index) => {
    if (halted) {
      const result = [
        { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' },
      ]
      return { statusCode: 412, result }
    }
    // The call itself is counted once already.
    if (index > 0) call.org.usage.spendRequest()
    const url = String(request.url ?? '')
    const path = url.startsWith('/') ? url : `/services/data/${url}`
    const reply = answer(within(call, { ...request, body: request.richInput }, path))
    halted = haltOnError === true && reply.status >= 400
    return { statusCode: reply.status, result: bodyOf(reply) }
  })
  return apiReply(200, { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results })
}

function readBody({ request }: ApiCall): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {}
  throw new ApiError(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required to be valid JSON')
}

function listOf<T>(value: unknown, name: string): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${name}]`)
  }
  if (value.length > MAXIMUM_REQUESTS) {
    const problem = `Limit exceeded: ${value.length} requests, at most ${MAXIMUM_REQUESTS} are allowed`
    throw new ApiError(400, 'LIMIT_EXCEEDED', problem)
  }
  return value
}

function within({ request }: ApiCall, inner: CompositeRequest, path: string): Request {
  const headers = Object.entries(inner.httpHeaders ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ])
  const { authorization } = request.headers
  return {
    method: String(inner.method ?? 'GET').toUpperCase(),
    path,
    headers: { ...Object.fromEntries(headers), authorization },
    body: inner.body === undefined ? '' : JSON.stringify(inner.body),
  }
}

const bodyOf = ({ body }: Reply): unknown => (body.length === 0 ? null : JSON.parse(String(body)))
