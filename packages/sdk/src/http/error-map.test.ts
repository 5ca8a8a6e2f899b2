import { describe, expect, test } from 'vitest'
import { AuthError, DataError, RateLimitError, RequestError } from '../errors.ts'
import { type ErrorMap, errorOf, type HttpFailure } from './error-map.ts'

const failure = (status: number, more: Partial<HttpFailure> = {}): HttpFailure => ({
  method: 'GET',
  url: 'https://api.example.com/v1/orders?key=secret',
  status,
  headers: new Headers(),
  body: undefined,
  retryAfterSeconds: undefined,
  ...more,
})

describe('by default', () => {
  test.each([
    [304, RequestError, false],
    [400, RequestError, false],
    [403, RequestError, false],
    [404, RequestError, false],
    [408, RequestError, true],
    [409, RequestError, true],
    [422, RequestError, false],
    [425, RequestError, true],
    [429, RateLimitError, true],
    [500, RequestError, true],
    [501, RequestError, false],
    [503, RequestError, true],
    [599, RequestError, true],
    [999, RequestError, false],
  ])('%i is a %o', (status, kind, isRetryable) => {
    const error = errorOf(failure(status))
    expect(error?.constructor).toBe(kind)
    expect(error).toMatchObject({ status, isRetryable })
  })

  test('401 is for the user to mend', () => {
    expect(errorOf(failure(401))).toBeInstanceOf(AuthError)
  })

  test.each([403, 503])('%i with Retry-After is patience, and not a failure', (status) => {
    const headers = new Headers({ 'retry-after': '20' })
    const error = errorOf(failure(status, { headers, retryAfterSeconds: 20 }))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ retryAfterSeconds: 20 })
  })

  test('the reset of a quota makes no patience of a failure', () => {
    expect(errorOf(failure(503, { retryAfterSeconds: 3000 }))?.constructor).toBe(RequestError)
  })
})

describe('a map', () => {
  const dataError = new DataError('orders', 'is archived')
  const map: ErrorMap = {
    400: ({ body }) => ((body as { code?: string }).code === 'LIMIT' ? 'rate-limit' : undefined),
    402: { kind: 'authentication', advice: 'Settle the bill.' },
    404: 'ignore',
    410: () => dataError,
    '5xx': 'fail',
    502: 'retry',
  }

  test('is asked by status, then by class', () => {
    expect(errorOf(failure(404), map)).toBeUndefined()
    expect(errorOf(failure(410), map)).toBe(dataError)
    expect(errorOf(failure(500), map)).toMatchObject({ isRetryable: false })
    expect(errorOf(failure(502), map)).toMatchObject({ isRetryable: true })
    expect(errorOf(failure(402), map)?.message).toMatch(/status 402\. Settle the bill\.$/)
  })

  test('a function may look at the body, or leave it to the default', () => {
    expect(errorOf(failure(400, { body: { code: 'LIMIT' } }), map)).toBeInstanceOf(RateLimitError)
    const other = errorOf(failure(400, { body: {} }), map)
    expect(other?.constructor).toBe(RequestError)
  })

  test('a wait in the verdict is stronger than one in the headers', () => {
    const error = errorOf(failure(429, { retryAfterSeconds: 60 }), {
      429: () => ({ kind: 'rate-limit', retryAfterSeconds: 1.5 }),
    })
    expect(error).toMatchObject({ retryAfterSeconds: 1.5 })
  })
})

test('messages hold the reason in short, and neither the query nor the body', () => {
  const body = {
    message: 'Field x for jane@example.com is unknown.',
    customer: { name: 'Jane Doe' },
  }
  const message = errorOf(failure(400, { body }))?.message
  expect(message).toBe(
    'GET https://api.example.com/v1/orders was answered with status 400: Field x for …@… is ' +
      'unknown. The request was refused: check the config and the API version.',
  )
})
