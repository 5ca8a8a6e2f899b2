import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../clock.ts'
import type { ShopifySandboxOptions } from './sandbox-options.ts'
import { type ShopifySandbox, startShopifySandbox } from './start-shopify-sandbox.ts'

const small = { seed: 7, customers: 30, orders: 60, products: 10, shop: 'acme' }
let sandbox: ShopifySandbox

const start = (options: ShopifySandboxOptions = {}) =>
  startShopifySandbox({ ...small, clock: new VirtualClock(WAKING_TIME, () => 0), ...options })

beforeEach(async () => {
  sandbox = await start()
})
afterEach(() => sandbox.close())

function post(path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const query = (text: string, variables: object = {}, token = sandbox.accessToken) =>
  post(
    '/admin/api/2026-10/graphql.json',
    { query: text, variables },
    { 'X-Shopify-Access-Token': token },
  )

async function control(verb: string, settings: object = {}) {
  const response = await post(`/__control/${verb}`, settings)
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

const customerPage =
  'query ($after: String) { customers(first: 10, after: $after, sortKey: UPDATED_AT) { nodes { id } pageInfo { hasNextPage endCursor } } }'

interface CustomerPage {
  data: {
    customers: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
}

test('answers over HTTP, by its own clock', async () => {
  const response = await query('{ shop { name myshopifyDomain ianaTimezone } }')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('x-shopify-api-version')).toBe('2026-10')
  expect(response.headers.get('date')).toBe('Sun, 01 Nov 2026 00:00:00 GMT')
  expect(await response.json()).toMatchObject({
    data: { shop: { name: 'acme', myshopifyDomain: 'acme.myshopify.com' } },
  })
})

test('gives the same answers again when it is started again', async () => {
  const again = await start()
  const text =
    '{ orders(first: 60) { nodes { id name email updatedAt totalPriceSet { shopMoney { amount } } } pageInfo { endCursor } } }'
  const first = await (await query(text)).text()
  expect(again.accessToken).toBe(sandbox.accessToken)
  expect(again.control('state')).toMatchObject({
    digest: (sandbox.control('state') as { digest: string }).digest,
  })
  await sandbox.close()
  sandbox = again
  expect(await (await query(text)).text()).toBe(first)
})

test('knows no other paths and methods', async () => {
  expect((await post('/admin/oauth/nowhere', {})).status).toBe(404)
  expect((await fetch(`${sandbox.url}/__control/state`)).status).toBe(405)
})

test('refuses a port that is taken, and says what to do', async () => {
  const port = Number(new URL(sandbox.url).port)
  await expect(start({ port })).rejects.toMatchObject({
    code: 'SANDBOX_PORT_TAKEN',
    exitCode: 1,
    message: `Port ${port} is taken by another program. Choose another with --port, or --port 0 for any free one.`,
  })
})

describe('control', () => {
  test('tells what is in the store and what was asked of it', async () => {
    await query('{ customers(first: 20) { nodes { id } } }')
    await query('{ nothing }')
    expect((await control('state')).json).toMatchObject({
      seed: 7,
      now: '2026-11-01T00:00:00Z',
      shop: 'acme.myshopify.com',
      scopes: expect.arrayContaining(['read_orders', 'read_all_orders']),
      counts: { customers: 30, orders: 60, products: 10 },
      requests: 2,
      executed: 1,
      throttled: 0,
      points_spent: 7,
      rounds: [],
      faults: [],
    })
  })

  test('changes the store, and shows the truth to compare with', async () => {
    const { json } = await control('mutate', { round: 1, orders: 2 })
    expect(json).toMatchObject({ round: 1, at: '2026-11-01T01:00:00Z' })
    const { records } = sandbox.control('records', { kind: 'orders' }) as {
      records: { id: string; updatedAt: string }[]
    }
    const changed = records.filter((record) => record.updatedAt === '2026-11-01T01:00:00Z')
    expect(changed.map((record) => record.id).sort()).toEqual(
      [...(json.orders as string[]), json.created_order].sort(),
    )
    const found = await query(
      `{ orders(first: 10, query: "updated_at:>='2026-11-01T01:00:00Z'") { nodes { id } } }`,
    )
    expect(await found.json()).toMatchObject({ data: { orders: { nodes: { length: 3 } } } })
  })

  test('pushes the clock, issues tokens that expire, and revokes them', async () => {
    const { json } = await control('token', {
      action: 'issue',
      scopes: ['read_orders'],
      ttl_seconds: 60,
    })
    const token = json.access_token as string
    expect((await query('{ shop { id } }', {}, token)).status).toBe(200)
    expect((await control('advance', { seconds: 60 })).json).toEqual({
      now: '2026-11-01T00:01:00Z',
    })
    expect((await query('{ shop { id } }', {}, token)).status).toBe(401)
    expect((await control('token', { action: 'revoke' })).json).toEqual({ revoked: true })
    expect((await query('{ shop { id } }')).status).toBe(401)
  })

  test.each([
    [
      'fly',
      {},
      'There is no verb "fly"; there are state, records, touch, delete, refund, mutate, advance, conditions, fault, requests, token, bulk',
    ],
    ['constructor', {}, 'There is no verb "constructor"'],
    ['mutate', {}, '"round" is missing: give a whole number from 1 on'],
    ['mutate', { round: 0 }, '"round" has to be a whole number from 1 on'],
    ['touch', { kind: 'orders', cuont: 3 }, 'touch has no "cuont"; there are kind, count, id'],
    ['state', { verbose: true }, 'state has no "verbose"'],
    ['advance', { seconds: -1 }, '"seconds" has to be a number from 0 on'],
    ['fault', { kind: 'flood' }, '"kind" has to be one of throttle, drain, http, reset'],
    [
      'records',
      { kind: 'toys' },
      'There are no records of the kind "toys"; there are customers, orders, products, variants',
    ],
  ])('%s %o is refused with what would do', async (verb, settings, message) => {
    const { status, json } = await control(verb, settings)
    expect(status).toBe(400)
    expect(json.error).toContain(message)
  })
})

describe('faults', () => {
  const first = async () => (await (await query(customerPage)).json()) as CustomerPage

  test('strike as often as they should, after as many as they let pass, where they match', async () => {
    await control('fault', { kind: 'http', status: 502, count: 2, skip: 1, match: 'customers' })
    const statuses: number[] = []
    for (const text of ['{ customers(first: 1) { nodes { id } } }', '{ shop { id } }']) {
      for (let time = 0; time < 4; time++) statuses.push((await query(text)).status)
    }
    expect(statuses).toEqual([200, 502, 502, 200, 200, 200, 200, 200])
    expect((await control('state')).json.faults).toEqual([])
  })

  test('can be called off', async () => {
    await control('fault', { kind: 'http', count: 5 })
    expect((await control('fault', { kind: 'none' })).json).toEqual({ faults: [] })
    expect((await query('{ shop { id } }')).status).toBe(200)
  })

  test('throttle: refused although the bucket is full', async () => {
    await control('fault', { kind: 'throttle' })
    const response = await query('{ shop { id } }')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost: { actualQueryCost: null, throttleStatus: { currentlyAvailable: 2000 } } },
    })
  })

  test('drain: another client was faster', async () => {
    await control('fault', { kind: 'drain', points: 1500 })
    expect(await (await query('{ shop { id } }')).json()).toMatchObject({
      data: {},
      extensions: { cost: { throttleStatus: { currentlyAvailable: 499 } } },
    })
  })

  test('http: 429 with a wait, 503 as a page for people', async () => {
    await control('fault', { kind: 'http', status: 429, retry_after_seconds: 3 })
    const limited = await query('{ shop { id } }')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3.0'])
    expect(await limited.json()).toEqual({
      errors: expect.stringContaining('Reduce request rates'),
    })
    await control('fault', { kind: 'http' })
    const down = await query('{ shop { id } }')
    expect([down.status, down.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=utf-8',
    ])
  })

  test('reset: before the headers, or within the body', async () => {
    await control('fault', { kind: 'reset' })
    await expect(query('{ shop { id } }')).rejects.toThrow()
    await control('fault', { kind: 'reset', after_bytes: 10 })
    await expect(query('{ shop { id } }').then((response) => response.text())).rejects.toThrow()
    expect((await query('{ shop { id } }')).status).toBe(200)
  })

  test('hang: no answer comes, and the sandbox can be closed all the same', async () => {
    await control('fault', { kind: 'hang' })
    const waiting = query('{ shop { id } }')
    waiting.catch(() => undefined)
    expect((await query('{ shop { id } }')).status).toBe(200)
    await sandbox.close()
    await expect(waiting).rejects.toThrow()
    sandbox = await start()
  })

  test('slow: the answer comes late, but it comes', async () => {
    await control('fault', { kind: 'slow', milliseconds: 5 })
    expect((await query('{ shop { id } }')).status).toBe(200)
  })

  test('internal_error: status 200 and nothing in it', async () => {
    await control('fault', { kind: 'internal_error' })
    const response = await query('{ shop { id } }')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('Internal error. Looks like something went wrong'),
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
        },
      ],
      data: null,
    })
  })

  test('access_denied: the field is null, the rest is delivered', async () => {
    await control('fault', {
      kind: 'access_denied',
      field: 'shippingAddress',
      scope: 'read_customers',
    })
    const text = '{ orders(first: 1) { nodes { name shippingAddress { city } } } }'
    expect(await (await query(text)).json()).toMatchObject({
      errors: [{ extensions: { code: 'ACCESS_DENIED' } }],
      data: { orders: { nodes: [{ name: '#1001', shippingAddress: null }] } },
    })
  })

  test('expired_token: 401 for a token that is good before and after', async () => {
    await control('fault', { kind: 'expired_token' })
    expect((await query('{ shop { id } }')).status).toBe(401)
    expect((await query('{ shop { id } }')).status).toBe(200)
  })

  test('duplicate_page: the page before comes again in place of the next, then all goes on', async () => {
    await control('fault', { kind: 'duplicate_page' })
    const pages: string[][] = []
    let after: string | null = null
    do {
      const page = (await (await query(customerPage, { after })).json()) as CustomerPage
      const { nodes, pageInfo } = page.data.customers
      pages.push(nodes.map((node) => node.id))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    expect(pages).toHaveLength(4)
    expect(pages[1]).toEqual(pages[0])
    expect(new Set(pages.flat()).size).toBe(30)
    expect((await first()).data.customers.nodes).toHaveLength(10)
  })

  test.each([
    [{ size: 2 }, true],
    [{ size: 2, silent: true }, false],
  ])('short_page: nested items are cut %o', async (settings, hasNextPage) => {
    await control('fault', { kind: 'short_page', ...settings })
    const text =
      '{ orders(first: 60) { nodes { lineItems(first: 50) { nodes { id } pageInfo { hasNextPage } } } } }'
    const { data } = (await (await query(text)).json()) as {
      data: { orders: { nodes: { lineItems: { nodes: object[]; pageInfo: object } }[] } }
    }
    const long = [...sandbox.store.orders.values()].findIndex((order) => order.lineItems.length > 2)
    expect(data.orders.nodes).toHaveLength(60)
    expect(Math.max(...data.orders.nodes.map((order) => order.lineItems.nodes.length))).toBe(2)
    expect(data.orders.nodes[long]?.lineItems.pageInfo).toEqual({ hasNextPage })
  })
})
