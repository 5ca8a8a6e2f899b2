import { AuthError, type Clock, type Logger, RequestError, silentLogger } from '@descant/sdk'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { quietContext } from '../fixtures/quiet-context.ts'
import { settingsOf } from '../settings.ts'
import { Shopify } from './shopify.ts'

beforeAll(() => {
  if (!nock.isActive()) nock.activate()
  nock.disableNetConnect()
})
afterEach(() => nock.cleanAll())
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

const query = { document: '{ shop { id } }', cost: 1 }
const throttleStatus = (currentlyAvailable: number) => ({
  maximumAvailable: 1000,
  currentlyAvailable,
  restoreRate: 50,
})
const cost = { requestedQueryCost: 1, actualQueryCost: 1, throttleStatus: throttleStatus(999) }
const good = { data: { shop: { id: 'gid://shopify/Shop/1' } }, extensions: { cost } }
const refused = (code: string, message: string, more = {}) => ({
  errors: [{ message, extensions: { code, ...more }, path: ['orders', 'nodes', 3, 'customer'] }],
  data: null,
})

const answer = (body: object | string, status = 200, headers: Record<string, string> = {}) =>
  nock('https://my-shop.myshopify.com')
    .post('/admin/api/2026-10/graphql.json', { query: query.document, variables: {} })
    .matchHeader('x-shopify-access-token', 'shpat_secret')
    .matchHeader('user-agent', 'tap-shopify/test')
    .reply(status, body, { 'x-shopify-api-version': '2026-10', ...headers })

/** A client, the seconds that it slept, and the warnings that it gave. */
const open = () => {
  const sleeps: number[] = []
  const warnings: unknown[][] = []
  let now = Date.UTC(2026, 10, 23)
  const clock: Clock = {
    now: () => now,
    sleep: async (seconds) => {
      sleeps.push(seconds)
      now += seconds * 1000
    },
  }
  const log: Logger = { ...silentLogger, warning: (...words) => warnings.push(words) }
  const settings = settingsOf({ shop: 'my-shop', access_token: 'shpat_secret' })
  return { shopify: new Shopify(settings, { ...quietContext, clock, log }), sleeps, warnings }
}

test('a good answer gives its data', async () => {
  answer(good)
  const { shopify, sleeps, warnings } = open()
  expect(await shopify.query(query)).toEqual(good.data)
  expect([sleeps, warnings]).toEqual([[], []])
})

describe('the right person is told the right thing', () => {
  test.each<[string, number, object | string, typeof AuthError | typeof RequestError, RegExp]>([
    ['a wrong token', 401, { errors: '[API] Invalid API key' }, AuthError, /check `access_token`/],
    ['a token without rights', 403, { errors: 'Forbidden' }, AuthError, /scopes of the streams/],
    ['a frozen shop', 402, { errors: 'Unavailable Shop' }, RequestError, /owner must settle/],
    ['no such shop', 404, { errors: 'Not Found' }, RequestError, /`shop` and `api_version`/],
    ['a locked shop', 423, '<html>', RequestError, /locked/],
    ['a suspicion', 430, '<html>', RequestError, /support/],
    [
      'too costly a query',
      200,
      refused('MAX_COST_EXCEEDED', 'Query cost is 1208'),
      RequestError,
      /smaller `page_size`/,
    ],
    [
      'a missing scope',
      200,
      refused('ACCESS_DENIED', 'Access denied for customer field.', {
        requiredAccess: 'the `read_customers` or the `read_marketing` access scope.',
      }),
      RequestError,
      /the scope read_customers or read_marketing .*leave orders\.customer out/,
    ],
    [
      'a missing scope that only the message names',
      200,
      refused('ACCESS_DENIED', 'Access denied. Required access: `read_orders` access scope.'),
      RequestError,
      /the scope read_orders and install/,
    ],
    [
      'a field that this version lacks',
      200,
      { errors: [{ message: "Field 'x' doesn't exist", extensions: { code: 'undefinedField' } }] },
      RequestError,
      /undefinedField.*API version/,
    ],
  ])('%s', async (_, status, body, kind, words) => {
    answer(body, status)
    const { shopify, sleeps } = open()
    const error = (await shopify.query(query).catch((thrown) => thrown)) as Error
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toMatch(words)
    expect(error.message).not.toContain('shpat_secret')
    expect(sleeps).toEqual([])
  })

  test('and nobody the e-mail address that an answer quotes', async () => {
    answer(refused('INVALID', 'jane@example.com is not valid'))
    await expect(open().shopify.query(query)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('jane') }),
    )
  })
})

describe('patience', () => {
  const throttled = {
    ...refused('THROTTLED', 'Throttled'),
    extensions: {
      cost: { ...cost, requestedQueryCost: 752, throttleStatus: throttleStatus(666) },
    },
  }

  test('THROTTLED is waited out exactly, however often it comes', async () => {
    for (let storm = 0; storm < 20; storm++) answer(throttled)
    answer(good)
    const { shopify, sleeps } = open()
    expect(await shopify.query(query)).toEqual(good.data)
    expect(new Set(sleeps)).toEqual(new Set([(752 - 666) / 50]))
    expect(sleeps.length).toBe(20)
  })

  test('429 is waited out as long as it says', async () => {
    answer({ errors: 'Exceeded 2 calls per second' }, 429, { 'retry-after': '2.0' })
    answer(good)
    const { shopify, sleeps } = open()
    expect(await shopify.query(query)).toEqual(good.data)
    expect(sleeps).toEqual([2])
  })

  test.each([
    ['INTERNAL_SERVER_ERROR', 200, refused('INTERNAL_SERVER_ERROR', 'Internal error.')],
    ['a bad gateway', 502, '<html>'],
  ])('%s is tried again, but not for ever', async (_, status, body) => {
    answer(body, status)
    answer(good)
    expect(await open().shopify.query(query)).toEqual(good.data)
    for (let tries = 0; tries < 4; tries++) answer(body, status)
    await expect(open().shopify.query(query)).rejects.toBeInstanceOf(RequestError)
  })

  test('points are waited for before they are missing, by what the query really costs', async () => {
    const spent = { ...good, extensions: { cost: { ...cost, requestedQueryCost: 100 } } }
    const poor = { ...cost, requestedQueryCost: 100, throttleStatus: throttleStatus(75) }
    answer(spent)
    answer({ ...good, extensions: { cost: poor } })
    answer(good)
    const { shopify, sleeps } = open()
    for (let asked = 0; asked < 3; asked++) await shopify.query(query)
    expect(sleeps).toEqual([0.5])
  })
})

test('a filter that was ignored is an error, whatever was found', async () => {
  const warnings = [{ field: 'updatd_at', message: 'Invalid search field.', code: 'invalid_field' }]
  answer({ ...good, extensions: { cost, search: [{ path: ['orders'], warnings }] } })
  await expect(open().shopify.query(query)).rejects.toThrow(
    /ignored a part of the filter of orders/,
  )
})

test('another version than the one asked for is told, once', async () => {
  answer(good, 200, { 'x-shopify-api-version': '2026-01' })
  answer(good, 200, { 'x-shopify-api-version': '2026-01' })
  const { shopify, warnings } = open()
  await shopify.query(query)
  await shopify.query(query)
  expect(warnings).toEqual([
    [expect.stringContaining('api_version'), { requested: '2026-10', served: '2026-01' }],
  ])
})

test("time is Shopify's, asked for once by all who want it", async () => {
  const midnight = Date.UTC(2026, 10, 1)
  answer(good, 200, { date: new Date(midnight).toUTCString() })
  const { shopify } = open()
  expect(await Promise.all([shopify.time(), shopify.time()])).toEqual([midnight, midnight])
})
