import nock from 'nock'
import { expect, expectTypeOf, test } from 'vitest'
import { AuthError, RateLimitError, RequestError } from '../errors.ts'
import { fakeClock } from './fake-clock.ts'
import { fakeInternet } from './fixtures/fake-internet.ts'
import { createGraphql, type GraphqlErrorMap, type GraphqlResult } from './graphql.ts'
import { createHttp } from './http.ts'

const origin = 'https://api.example.com'
const post = () => nock(origin).post('/graphql.json')

function client(errors: GraphqlErrorMap = {}) {
  const clock = fakeClock()
  const http = createHttp({ baseUrl: origin, clock, random: () => 0.5 })
  return { clock, graphql: createGraphql(http, 'graphql.json', { errors }) }
}

/** The wait until the bucket holds enough, as Shopify tells it. */
const throttled: GraphqlErrorMap = {
  THROTTLED: (_, { extensions }) => {
    const { cost } = extensions as {
      cost: {
        requestedQueryCost: number
        throttleStatus: { currentlyAvailable: number; restoreRate: number }
      }
    }
    const { currentlyAvailable, restoreRate } = cost.throttleStatus
    const retryAfterSeconds = (cost.requestedQueryCost - currentlyAvailable) / restoreRate
    return { kind: 'rate-limit', retryAfterSeconds }
  },
  ACCESS_DENIED: { kind: 'authentication', advice: 'Grant the scope read_orders.' },
  FLAKY: 'retry',
  PARTIAL: 'ignore',
}

const failing = (...errors: unknown[]) => ({ data: { shop: null }, errors })

fakeInternet()

test('a query gives data, extensions and headers', async () => {
  const body = { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: '1' } }
  nock(origin)
    .post('/graphql.json', body)
    .reply(
      200,
      { data: { node: { id: '1' } }, extensions: { cost: 2 } },
      { 'x-version': '2026-10' },
    )
  const result = await client().graphql.query<{ node: { id: string } }>(body.query, body.variables)
  expect(result.data.node.id).toBe('1')
  expect(result.extensions).toEqual({ cost: 2 })
  expect(result.headers.get('x-version')).toBe('2026-10')
  expectTypeOf(result).toEqualTypeOf<GraphqlResult<{ node: { id: string } }>>()
})

test('a throttled query waits exactly as long as its cost needs', async () => {
  post().reply(200, {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 752,
        throttleStatus: { currentlyAvailable: 666, restoreRate: 50 },
      },
    },
  })
  post().reply(200, { data: {} })
  const { graphql, clock } = client(throttled)
  await graphql.query('{ shop { name } }')
  expect(clock.sleeps).toEqual([(752 - 666) / 50])
})

test.each([
  ['ACCESS_DENIED', AuthError, /error ACCESS_DENIED at orders\.0: Denied\. Grant the scope/],
  ['UNHEARD_OF', RequestError, /error UNHEARD_OF at orders\.0: Denied\. Check the query/],
])('%s beside partial data is an error', async (code, kind, message) => {
  post().reply(200, failing({ message: 'Denied', path: ['orders', 0], extensions: { code } }))
  const query = client(throttled).graphql.query('{ orders { id } }')
  await expect(query).rejects.toThrow(kind)
  await expect(query).rejects.toThrow(message)
})

test('an error that is ignored leaves the partial data, unless another stands beside it', async () => {
  const partial = { message: 'no phone', extensions: { code: 'PARTIAL' } }
  post().reply(200, failing(partial))
  const { graphql } = client(throttled)
  expect((await graphql.query('{ shop { phone } }')).data).toEqual({ shop: null })
  post().reply(200, failing(partial, { message: 'Field emial does not exist' }))
  await expect(graphql.query('{ shop { emial } }')).rejects.toThrow(/2 errors, first.*emial/)
})

test('default judges what has no rule, and a rule may pass to it', async () => {
  const { graphql, clock } = client({ SEEN: () => undefined, default: 'retry' })
  post().reply(200, failing({ message: 'a', extensions: { code: 'SEEN' } }))
  post().reply(200, failing({ message: 'b' }))
  post().reply(200, { data: 1 })
  expect((await graphql.query('{ a }')).data).toBe(1)
  expect(clock.sleeps).toEqual([1, 2])
})

test('a known code under a 4xx status is judged by the map, others by the status', async () => {
  const { graphql, clock } = client({ SLOW_DOWN: { kind: 'rate-limit', retryAfterSeconds: 4 } })
  post().reply(400, { errors: [{ message: 'slow', extensions: { code: 'SLOW_DOWN' } }] })
  post().reply(200, { data: 1 })
  await graphql.query('{ a }')
  expect(clock.sleeps).toEqual([4])
  post().reply(400, { errors: [{ message: 'Syntax Error' }] })
  await expect(graphql.query('{')).rejects.toThrow(/status 400: Syntax Error/)
})

test('errors as plain text, and personal data in them', async () => {
  post().reply(200, { errors: 'Not Found: jane.doe@example.com' })
  const { graphql } = client()
  const query = graphql.query('{ a }')
  await expect(query).rejects.toThrow(/Not Found: …@…/)
  await expect(query).rejects.not.toThrow(/jane/)
})

test.each([{ hello: 'world' }, { data: null }, { data: null, errors: [] }, []])(
  'neither data nor errors is no answer: %j',
  async (body) => {
    post().reply(200, body)
    await expect(client().graphql.query('{ a }')).rejects.toThrow(/neither data nor errors/)
  },
)

test('a limit without end fails as a rate limit', async () => {
  post().reply(200, failing({ message: 'Throttled', extensions: { code: 'LIMIT' } }))
  const { graphql } = client({ LIMIT: { kind: 'rate-limit', retryAfterSeconds: 1000 } })
  await expect(graphql.query('{ a }')).rejects.toThrow(RateLimitError)
})
