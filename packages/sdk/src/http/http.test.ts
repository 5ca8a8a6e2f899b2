import { getEventListeners } from 'node:events'
import { text } from 'node:stream/consumers'
import nock from 'nock'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { AuthError, ConfigError, RateLimitError, RequestError } from '../errors.ts'
import { createLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import type { Clock } from './clock.ts'
import { fakeClock } from './fake-clock.ts'
import { fakeInternet } from './fixtures/fake-internet.ts'
import { createHttp } from './http.ts'
import type { HttpOptions } from './http-options.ts'
import { nextLink, nextUrl } from './paginate.ts'

const origin = 'https://api.example.com'

/** The error that a request ends with. */
async function failure(request: Promise<unknown>): Promise<RequestError> {
  const error = await request.then(
    () => undefined,
    (reason: RequestError) => reason,
  )
  if (error === undefined) throw new Error('no error came')
  return error
}

function client(options: Partial<HttpOptions> = {}) {
  const clock = fakeClock()
  const http = createHttp({ baseUrl: `${origin}/v1/`, clock, random: () => 0.5, ...options })
  return { http, clock }
}

fakeInternet()

describe('requests', () => {
  test('join the base, the query and the headers', async () => {
    nock(origin, {
      reqheaders: { 'x-key': 'k', accept: 'application/json', 'user-agent': 'tap-toy' },
    })
      .get('/v1/orders.json')
      .query({ since: '2026-01-01T00:00:00.000Z', id: ['1', '2'] })
      .reply(200, { orders: [1] })
    const { http } = client({ headers: { 'x-key': 'k' }, userAgent: 'tap-toy' })
    const query = { since: new Date('2026-01-01'), id: [1, 2], none: undefined }
    expect(await http.get('orders.json', { query })).toEqual({ orders: [1] })
  })

  test('send JSON, forms and plain bodies', async () => {
    nock(origin)
      .post('/v1/a', { b: 1 })
      .matchHeader('content-type', 'application/json')
      .reply(200, {})
    nock(origin).post('/v1/b', 'x=1&y=a+b').reply(201, 'made', { 'content-type': 'text/plain' })
    nock(origin).put('/v1/c', 'text').matchHeader('content-type', 'text/csv').reply(204)
    const { http } = client()
    expect(await http.post('a', { b: 1 })).toEqual({})
    const made = await http.request('b', { form: { x: 1, y: 'a b', z: undefined } })
    expect([made.status, made.text()]).toEqual([201, 'made'])
    const put = await http.request('c', {
      method: 'PUT',
      body: 'text',
      headers: { 'Content-Type': 'text/csv' },
    })
    expect([put.status, put.json()]).toEqual([204, undefined])
  })

  test('a HEAD has no body, however long it says one would be', async () => {
    nock(origin).head('/v1/a').reply(200, '', { 'content-length': '5000000000' })
    const { headers } = await client().http.request('a', { method: 'HEAD' })
    expect(headers.get('content-length')).toBe('5000000000')
  })

  test('a base URL that is none is the config’s error', () => {
    expect(() => createHttp({ baseUrl: 'my-shop' })).toThrow(ConfigError)
    expect(() => createHttp({ baseUrl: 'ftp://my-shop/' })).toThrow(ConfigError)
  })
})

describe('retries', () => {
  test('three after failures, with full jitter', async () => {
    nock(origin)
      .get('/v1/a')
      .times(2)
      .reply(500)
      .get('/v1/a')
      .reply(503)
      .get('/v1/a')
      .reply(200, {})
    const { http, clock } = client()
    expect(await http.get('a')).toEqual({})
    expect(clock.sleeps).toEqual([1, 2, 4])
  })

  test('then the request fails with its status', async () => {
    nock(origin).get('/v1/a').times(4).reply(502, '<html>Bad gateway</html>')
    const error = await failure(client().http.get('a'))
    expect(error).toBeInstanceOf(RequestError)
    expect(error).toMatchObject({ status: 502, isRetryable: true, method: 'GET' })
    expect(error.message).not.toContain('html')
  })

  test('a 429 waits as told and costs no try', async () => {
    nock(origin).get('/v1/a').times(5).reply(429, '', { 'retry-after': '7' })
    nock(origin)
      .get('/v1/a')
      .times(3)
      .reply(500)
      .get('/v1/a')
      .reply(429, '', { 'retry-after': '9' })
    nock(origin).get('/v1/a').reply(200, {})
    const { http, clock } = client()
    expect(await http.get('a')).toEqual({})
    expect(clock.sleeps).toEqual([7, 7, 7, 7, 7, 1, 2, 4, 9])
  })

  test('a wait beyond the cap fails and says so', async () => {
    nock(origin).get('/v1/a').reply(429, '', { 'retry-after': '4000' })
    const { http, clock } = client()
    const error = await failure(http.get('a'))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error.message).toMatch(/4000 s.*limit is 300 s/)
    expect(error).toMatchObject({ retryAfterSeconds: 4000 })
    expect(clock.sleeps).toEqual([])
  })

  test('a limit without end fails in the end', async () => {
    nock(origin).get('/v1/a').times(13).reply(429, '', { 'retry-after': '300' })
    await expect(client().http.get('a')).rejects.toThrow(RateLimitError)
  })

  test('a refused request is not sent again', async () => {
    nock(origin)
      .get('/v1/a?token=secret')
      .reply(422, { errors: [{ message: 'No field emial' }] })
    const error = await failure(client().http.get('a', { query: { token: 'secret' } }))
    expect(error.message).toContain('GET https://api.example.com/v1/a was answered with status 422')
    expect(error.message).toContain('No field emial')
    expect(`${error.message} ${error.url}`).not.toContain('secret')
  })

  test('what a check throws is retried by its kind', async () => {
    nock(origin).post('/v1/q').reply(200, { wait: 3 }).post('/v1/q').reply(200, { wait: 0 })
    const { http, clock } = client()
    const answer = await http.post(
      'q',
      {},
      {
        check: (response) => {
          const { wait } = response.json<{ wait: number }>()
          if (wait > 0) throw new RateLimitError('wait', { retryAfterSeconds: wait })
        },
      },
    )
    expect(answer).toEqual({ wait: 0 })
    expect(clock.sleeps).toEqual([3])
  })

  test('an abort ends a wait at once', async () => {
    nock(origin).get('/v1/a').reply(429, '', { 'retry-after': '60' })
    const controller = new AbortController()
    const clock: Clock = {
      now: () => 0,
      sleep: (_, signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
          controller.abort(new Error('stopped'))
        }),
    }
    const { http } = client({ clock, signal: controller.signal })
    await expect(http.get('a')).rejects.toThrow('stopped')
  })
})

describe('quotas', () => {
  test('told in headers are kept to, by the standard’s names or the API’s own', async () => {
    const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '40' }
    nock(origin).get('/v1/a').reply(200, {}, spent).get('/v1/a').reply(200, {})
    const standard = client()
    await standard.http.get('a')
    await standard.http.get('a')
    expect(standard.clock.sleeps).toEqual([40])
    nock(origin).get('/v1/a').reply(200, {}, { 'x-calls-left': '0' }).get('/v1/a').reply(200, {})
    const own = client({
      budget: (headers) => {
        const left = headers.get('x-calls-left')
        return left === null ? undefined : { remaining: Number(left), resetSeconds: 5 }
      },
    })
    await own.http.get('a')
    await own.http.get('a')
    expect(own.clock.sleeps).toEqual([5])
  })

  test('of foreign origins are not ours', async () => {
    nock('https://files.example').get('/a').reply(200, {}, { ratelimit: '"d";r=0;t=60' })
    nock(origin).get('/v1/a').reply(200, {})
    const { http, clock } = client()
    await http.get('https://files.example/a', { allowOtherOrigins: true })
    await http.get('a')
    expect(clock.sleeps).toEqual([])
  })

  test('when one is told to wait, the others wait too', async () => {
    nock(origin).get('/v1/a').reply(429, '', { 'retry-after': '4000' })
    nock(origin).get('/v1/b').reply(200, {})
    const { http, clock } = client()
    await failure(http.get('a'))
    await http.get('b')
    expect(clock.sleeps).toEqual([300])
  })
})

describe('errors', () => {
  test('follow the map of the request, then of the client, then the default', async () => {
    const { http } = client({ errors: { 404: 'ignore', 410: 'authentication' } })
    nock(origin).get('/v1/a').times(2).reply(404, { message: 'gone' })
    expect(await http.get('a')).toBeUndefined()
    await expect(http.get('a', { errors: { 404: 'fail' } })).rejects.toThrow(RequestError)
    nock(origin).get('/v1/a').reply(410).get('/v1/a').reply(401)
    await expect(http.get('a')).rejects.toThrow(AuthError)
    await expect(http.get('a')).rejects.toMatchObject({ status: 401, exitCode: 3 })
  })

  test('a body that is no JSON says its status and type, and not its words', async () => {
    nock(origin).get('/v1/a').reply(200, '<p>Jane Doe</p>', { 'content-type': 'text/html' })
    const error = await failure(client().http.get('a'))
    expect(error).toBeInstanceOf(RequestError)
    expect(error.message).toMatch(
      /status 200, but not with JSON \(15 bytes, content type text\/html\)/,
    )
    expect(`${error.message}${error.cause ?? ''}`).not.toContain('Jane')
  })
})

describe('origins', () => {
  test('a foreign next link is refused', async () => {
    nock(origin).get('/v1/a').reply(200, { next: 'https://evil.example/v1/a' })
    const pages = client({ headers: { 'x-key': 'k' } }).http.pages('a', { next: nextUrl('next') })
    expect((await pages.next()).done).toBe(false)
    await expect(pages.next()).rejects.toThrow(/evil\.example/)
  })

  test('an allowed foreign origin gets no credentials', async () => {
    nock('https://files.example', { badheaders: ['x-key', 'authorization'] })
      .get('/part-1')
      .reply(200, [1])
    const { http } = client({
      headers: { 'x-key': 'k' },
      auth: { authenticate: ({ headers }) => headers.set('authorization', 'Bearer t') },
    })
    const url = 'https://files.example/part-1'
    expect(await http.get(url, { allowOtherOrigins: true })).toEqual([1])
    await expect(http.get(url)).rejects.toThrow(RequestError)
  })
})

describe('pages', () => {
  test('follow the Link header', async () => {
    nock(origin)
      .get('/v1/a?limit=2')
      .reply(200, [1, 2], { link: `<${origin}/v1/a?page_info=x>; rel="next"` })
    nock(origin).get('/v1/a?page_info=x').reply(200, [3])
    const bodies: number[][] = []
    for await (const page of client().http.pages<number[]>('a', {
      query: { limit: 2 },
      next: nextLink,
    })) {
      bodies.push(page)
    }
    expect(bodies).toEqual([[1, 2], [3]])
  })

  test('that go in a circle are an error', async () => {
    nock(origin)
      .get('/v1/a')
      .reply(200, { next: '?p=2' })
      .get('/v1/a?p=2')
      .reply(200, { next: '?p=2' })
    const pages = client().http.pages('a', { next: nextUrl('next') })
    await pages.next()
    await pages.next()
    await expect(pages.next()).rejects.toThrow(/read already/)
  })
})

test('types: what is asked for is what comes', () => {
  const { http } = client()
  expectTypeOf(http.get<{ id: number }>).returns.resolves.toEqualTypeOf<{ id: number }>()
  expectTypeOf(http.pages<number[]>).returns.toEqualTypeOf<
    AsyncGenerator<number[], void, undefined>
  >()
  // @ts-expect-error: pages need to be told what comes next
  const noPaginator = () => http.pages('a', {})
  // @ts-expect-error: no value of a query
  const noQuery = () => http.get('a', { query: { filter: { nested: true } } })
  expect([noPaginator, noQuery]).toHaveLength(2)
})

test('nothing of a request stays on the signal of the run', async () => {
  const { signal } = new AbortController()
  const { http } = client({ signal })
  nock(origin).get('/v1/a').reply(200, {}).get('/v1/a').reply(400).get('/v1/a').reply(404)
  nock(origin).get('/v1/a').reply(200, 'abc')
  await http.get('a')
  await failure(http.get('a'))
  const ignored = await http.download('a', { errors: { 404: 'ignore' } })
  expect(ignored).toMatchObject({ status: 404, ignored: true })
  expect(await text((await http.download('a')).body)).toBe('abc')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('text is read in the charset that it came in', async () => {
  const type = (charset: string) => ({ 'content-type': `text/csv; charset=${charset}` })
  nock(origin)
    .get('/v1/a')
    .reply(200, Buffer.from([0x4a, 0xfc]), type('"iso-8859-1"'))
  nock(origin).get('/v1/a').reply(200, Buffer.from('Jü'), type('no-such'))
  const { http } = client()
  expect((await http.request('a')).text()).toBe('Jü')
  expect((await http.request('a')).text()).toBe('Jü')
})

test('each try is a metric of Singer', async () => {
  const lines: string[] = []
  const log = createLogger({ name: 'tap-toy', write: (line) => lines.push(line) })
  nock(origin).get('/v1/orders/42').reply(500).get('/v1/orders/42').reply(200, {})
  const { http } = client({ metrics: createMetrics({ log }) })
  await http.get('orders/42')
  const points = lines.map((line) => JSON.parse(line.replace('INFO METRIC: ', '')))
  expect(points).toMatchObject([
    {
      metric: 'http_request_duration',
      tags: { endpoint: 'orders/{id}', http_status_code: 500, status: 'failed' },
    },
    { type: 'timer', tags: { http_status_code: 200, status: 'succeeded' } },
  ])
})
