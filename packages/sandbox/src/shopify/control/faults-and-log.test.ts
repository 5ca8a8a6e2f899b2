import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import { type ShopifySandbox, startShopifySandbox } from '../start-shopify-sandbox.ts'

let sandbox: ShopifySandbox

beforeAll(async () => {
  const clock = new VirtualClock(WAKING_TIME, () => 0)
  sandbox = await startShopifySandbox({ customers: 20, orders: 40, products: 5, clock })
})
afterEach(() => sandbox.disarm())
afterAll(() => sandbox.close())

const query = (text: string, { version = '2026-10', token = sandbox.accessToken } = {}) =>
  fetch(`${sandbox.url}/admin/api/${version}/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': token },
    body: JSON.stringify({ query: text }),
  })
const shop = '{ shop { id } }'

describe('a fault', () => {
  test('strikes each so many-th request, as often as it should', async () => {
    sandbox.arm({ kind: 'http', status: 502, skip: 1, every: 3, count: 2 })
    const statuses: number[] = []
    for (let time = 0; time < 8; time++) statuses.push((await query(shop)).status)
    expect(statuses).toEqual([200, 502, 200, 200, 502, 200, 200, 200])
  })

  test('counts the requests that another one took', async () => {
    sandbox.arm({ kind: 'http', status: 502, count: 2 })
    sandbox.arm({ kind: 'http', status: 504, skip: 3 })
    const statuses: number[] = []
    for (let time = 0; time < 5; time++) statuses.push((await query(shop)).status)
    expect(statuses).toEqual([502, 502, 200, 504, 200])
  })

  test('can be for one version alone', async () => {
    sandbox.arm({ kind: 'http', match: '/2026-07/' })
    expect((await query(shop)).status).toBe(200)
    expect((await query(shop, { version: '2026-07' })).status).toBe(503)
  })

  test('meanwhile: a round of changes comes between two pages', async () => {
    const page = '{ orders(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { updatedAt } } }'
    const before = await (await query(page)).text()
    sandbox.arm({ kind: 'meanwhile', match: 'orders(', settings: { round: 1 } })
    await query(shop)
    expect(sandbox.control('state')).toMatchObject({ rounds: [] })
    expect(await (await query(page)).text()).not.toBe(before)
    expect(sandbox.control('state')).toMatchObject({ rounds: [1] })
  })

  test('meanwhile: a token is revoked in the middle of a run', async () => {
    const { token } = sandbox.issueToken()
    sandbox.arm({
      kind: 'meanwhile',
      skip: 1,
      verb: 'token',
      settings: { action: 'revoke', access_token: token },
    })
    expect((await query(shop, { token })).status).toBe(200)
    expect((await query(shop, { token })).status).toBe(401)
  })

  test.each([
    [{ kind: 'http', statuss: 500 }, 'http has no "statuss"; there are kind, count, skip, every'],
    [{ kind: 'throttle', on: 'file' }, '"on" has to be one of graphql for this kind'],
    [{ kind: 'slow', milliseconds: 'long' }, '"milliseconds" has to be a number'],
    [{ kind: 'bulk_failed', error_code: 'BAD_LUCK' }, '"error_code" has to be one of INTERNAL_'],
    [{ kind: 'http', every: 0 }, '"every" has to be a whole number from 1 on'],
  ])('%o is refused when it is armed', (fault, message) => {
    expect(() => sandbox.control('fault', fault)).toThrow(message)
    expect(sandbox.control('state')).toMatchObject({ faults: [] })
  })
})

describe('the log', () => {
  test('has every request with what it asked and what it cost', async () => {
    const before = sandbox.requests().length
    await query('query Page { orders(first: 10) { nodes { id } } shop { id } }')
    await query('{ nothing }', { version: '2025-07' })
    sandbox.arm({ kind: 'throttle' })
    await query(shop)
    await query(shop, { token: 'shpat_wrong' })
    await fetch(`${sandbox.url}/bulk/nothing`)
    const logged = sandbox.requests(before)
    expect(logged).toEqual([
      {
        number: before + 1,
        at: '2026-11-01T01:00:00Z',
        surface: 'graphql',
        status: 200,
        fault: null,
        version: '2026-10',
        app: 'sandbox',
        operation: 'Page',
        root_fields: ['orders', 'shop'],
        deprecated: [],
        requested_cost: 7,
        actual_cost: 7,
        throttled: false,
        errors: [],
      },
      expect.objectContaining({
        version: '2025-10',
        requested_cost: null,
        errors: ['undefinedField'],
      }),
      expect.objectContaining({
        fault: 'throttle',
        throttled: true,
        requested_cost: 1,
        actual_cost: null,
        errors: ['THROTTLED'],
      }),
      expect.objectContaining({ status: 401, app: null }),
      expect.objectContaining({ surface: 'file', status: 404 }),
    ])
    const told = await fetch(`${sandbox.url}/__control/requests`, {
      method: 'POST',
      body: JSON.stringify({ since: before }),
    })
    expect(await told.json()).toEqual({ count: before + 5, requests: logged })
  })
})

describe('conditions', () => {
  const tell = (settings: Record<string, unknown>) => sandbox.control('conditions', settings)

  test('are told, and changed while the sandbox runs', async () => {
    expect(tell({})).toEqual({
      bucket_maximum: 2000,
      restore_rate: 100,
      index_lag_ms: 0,
      index_lag_ms_of: {},
      pagination_limit: 25_000,
      bulk_objects_per_second: 5000,
      token_life_seconds: null,
      lasting_tokens: true,
      protected_customer_data: true,
      oldest_version: '2025-10',
    })
    expect(tell({ restore_rate: 1000, bucket_maximum: 20_000 })).toMatchObject({
      restore_rate: 1000,
    })
    expect(await (await query(shop)).json()).toMatchObject({
      extensions: {
        cost: { throttleStatus: { maximumAvailable: 20_000, restoreRate: 1000 } },
      },
    })
  })

  test('the index of one connection lags, and that of another does not', async () => {
    tell({ index_lag_ms_of: { products: 60_000 } })
    sandbox.clock.advance(3600)
    for (const kind of ['orders', 'products']) sandbox.control('touch', { kind, count: 1 })
    const since = new Date(sandbox.clock.now() - 1000).toISOString().slice(0, 19)
    const found = async () => {
      const search = `first: 1, query: "updated_at:>='${since}Z'"`
      const answer = await query(
        `{ orders(${search}) { nodes { id } } products(${search}) { nodes { id } } }`,
      )
      const { data } = (await answer.json()) as {
        data: Record<'orders' | 'products', { nodes: object[] }>
      }
      return [data.orders.nodes.length, data.products.nodes.length]
    }
    expect(await found()).toEqual([1, 0])
    sandbox.clock.advance(60)
    expect(await found()).toEqual([1, 1])
    tell({ index_lag_ms_of: {} })
  })

  test('a version is retired, and what it served falls forward', async () => {
    tell({ oldest_version: '2026-07' })
    const response = await query('{ publicApiVersions { handle supported } }', {
      version: '2026-01',
    })
    expect(response.headers.get('x-shopify-api-version')).toBe('2026-07')
    expect(await response.json()).toMatchObject({
      data: {
        publicApiVersions: expect.arrayContaining([
          { handle: '2026-04', supported: false },
          { handle: '2026-07', supported: true },
        ]),
      },
    })
  })

  test('tokens that do not expire are refused, as for a public app from 2027 on', async () => {
    tell({ lasting_tokens: false })
    const response = await query(shop)
    expect([response.status, await response.json()]).toEqual([
      403,
      {
        errors:
          '[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.',
      },
    ])
    const { token } = sandbox.issueToken({ ttlSeconds: 60 })
    expect((await query(shop, { token })).status).toBe(200)
    tell({ lasting_tokens: true })
  })

  test('what is no condition, or cannot be one, is refused', () => {
    expect(() => tell({ gravity: 9.81 })).toThrow(
      'conditions has no "gravity"; there are bucket_maximum',
    )
    expect(() => tell({ restore_rate: 'fast' })).toThrow('"restore_rate" has to be a number')
  })
})

test('the clock goes to a moment, and never back', () => {
  expect(sandbox.control('advance', { to: '2026-12-24T18:00:00Z' })).toEqual({
    now: '2026-12-24T18:00:00Z',
  })
  expect(() => sandbox.control('advance', { to: '2026-12-24T17:00:00Z' })).toThrow(
    'a time from now on',
  )
})

test('one record is updated between two pages, by a clock that is ahead', async () => {
  const ids = [...sandbox.store.orders.values()].map(({ id }) => `gid://shopify/Order/${id}`)
  const settings = { kind: 'orders', id: ids[5], ahead_seconds: 30 }
  sandbox.arm({ kind: 'meanwhile', verb: 'touch', settings })
  const page = '{ orders(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { id updatedAt } } }'
  expect(await (await query(page)).json()).toMatchObject({
    data: { orders: { nodes: [{ id: ids[5], updatedAt: '2026-12-24T18:00:30Z' }] } },
  })
})

test('everything that the README suggests to try is something that can be told', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const suggested = [...readme.matchAll(/^\| [a-z][^|]*\| `(\w+)` +\| `(\{.*\})` *\|$/gm)]
  expect(suggested.length).toBeGreaterThan(5)
  for (const [, verb = '', settings = ''] of suggested) {
    expect(() => sandbox.control(verb, JSON.parse(settings))).not.toThrow()
  }
  sandbox.disarm()
})
