import { describe, expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

describe('the order of checks', () => {
  const badToken = { 'x-shopify-access-token': 'shpat_wrong' }

  test('the token comes first', () => {
    const { status, headers, json } = makeEndpoint().post('not json', {
      version: 'never',
      headers: badToken,
    })
    expect(status).toBe(401)
    expect(json).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    })
    expect(headers['X-Request-Id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  test('then the version, then the body', () => {
    const { post } = makeEndpoint()
    expect(post('not json', { version: '2026-02' })).toMatchObject({
      status: 404,
      json: { errors: 'Not Found' },
    })
    expect(post('not json')).toMatchObject({ status: 400, json: { errors: 'Bad Request' } })
    expect(post({})).toMatchObject({
      status: 400,
      json: { errors: { query: 'Required parameter missing or invalid' } },
    })
  })

  test('an expired version is served by the oldest supported one, and says so', () => {
    const { status, headers } = makeEndpoint().post(
      { query: '{ shop { id } }' },
      { version: '2025-07' },
    )
    expect([status, headers['X-Shopify-API-Version']]).toEqual([200, '2025-10'])
  })

  test('a query that is not valid costs nothing and shows no cost', () => {
    const { endpoint, ask } = makeEndpoint()
    expect(ask('{ shop { nickname } }')).toEqual({ errors: [expect.anything()] })
    expect(endpoint.counters).toMatchObject({ requests: 1, executed: 0, pointsSpent: 0 })
  })

  test('what no bucket could pay for is refused before the bucket is looked at', () => {
    const { ask } = makeEndpoint()
    const deep = `{ a: orders(first: 250) { ...deep } b: orders(first: 250) { ...deep } c: orders(first: 250) { ...deep } d: orders(first: 250) { ...deep } }
      fragment deep on OrderConnection { nodes { lineItems(first: 250) { nodes { product { id } } } } }`
    const answer = ask(deep)
    expect(answer.errors[0]).toMatchObject({
      message: 'Query cost is 1108, which exceeds the single query max cost limit (1000).',
      extensions: { code: 'MAX_COST_EXCEEDED', cost: 1108, maxCost: 1000 },
    })
    expect(answer.extensions.cost.throttleStatus.currentlyAvailable).toBe(2000)
    expect(answer).not.toHaveProperty('data')
  })
})

describe('points', () => {
  const page = '{ orders(first: 250) { nodes { id lineItems(first: 50) { nodes { id } } } } }'

  test('the requested cost goes out, and what was not needed comes back', () => {
    const { ask } = makeEndpoint()
    expect(ask('{ customers(first: 20) { nodes { id } } }').extensions.cost).toEqual({
      requestedQueryCost: 7,
      actualQueryCost: 7,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1993, restoreRate: 100 },
    })
    const { cost } = ask(page).extensions
    expect(cost.requestedQueryCost).toBe(112)
    expect(cost.actualQueryCost).toBeLessThan(112)
    expect(cost.throttleStatus.currentlyAvailable).toBe(1993 - cost.actualQueryCost)
  })

  test('a header shows what each field adds to the cost', () => {
    const { post } = makeEndpoint()
    const query = 'query { orders(first: 50) { nodes { id customer { id } } } shop { name } }'
    const headers = { 'shopify-graphql-cost-debug': '1' }
    expect(post({ query }).json.extensions.cost).not.toHaveProperty('fields')
    const { cost } = post({ query }, { headers }).json.extensions
    expect(cost.requestedQueryCost).toBe(17)
    const field = (path: string[], own: number, total: number, children: number | null) => ({
      path,
      definedCost: own,
      requestedTotalCost: total,
      requestedChildrenCost: children,
    })
    expect(cost.fields).toEqual([
      field(['orders'], 2, 16, 14),
      field(['shop'], 1, 1, 0),
      field(['shop', 'name'], 0, 0, null),
      field(['orders', 'nodes', 'id'], 0, 0, null),
      field(['orders', 'nodes', 'customer'], 1, 1, 0),
      field(['orders', 'nodes', 'customer', 'id'], 0, 0, null),
    ])
  })

  test('an empty bucket throttles with status 200, until the wait that it names is over', () => {
    const { ask, post, endpoint, clock } = makeEndpoint()
    endpoint.bucketOf('sandbox').drain(1950)
    const { status, json } = post({ query: page })
    expect(status).toBe(200)
    expect(json).toEqual({
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 112,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 50, restoreRate: 100 },
        },
      },
    })
    clock.advance(0.61)
    expect(ask(page)).toHaveProperty('errors')
    clock.advance(0.01)
    expect(ask(page)).toHaveProperty('data')
    expect(endpoint.counters).toMatchObject({ requests: 3, executed: 1, throttled: 2 })
  })

  test('apps have buckets of their own, tokens of one app share one', () => {
    const { post, tokens } = makeEndpoint()
    const left = (headers: Record<string, string>) =>
      post({ query: '{ shop { id } }' }, { headers }).json.extensions.cost.throttleStatus
        .currentlyAvailable
    const other = tokens.issue({ app: 'other' }).token
    const second = tokens.issue().token
    expect(left({})).toBe(1999)
    expect(left({ 'x-shopify-access-token': other })).toBe(1999)
    expect(left({ 'x-shopify-access-token': second })).toBe(1998)
  })
})
