import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ShopifySandbox, startShopifySandbox, VirtualClock } from '@descant/sandbox'
import { runTapInMemory, type TapRunOptions } from '@descant/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wholeStream } from './fixtures/quiet-context.ts'
import { clientOf, planOf, readAll } from './fixtures/sandbox-client.ts'
import { lookbackSeconds } from './reading/index-lag.ts'
import { shopifyTime } from './reading/update-window.ts'
import { customers } from './streams/customers.ts'
import { discounts } from './streams/discounts.ts'
import { orderLineItems } from './streams/order-line-items.ts'
import { orderRefunds } from './streams/order-refunds.ts'
import { orders } from './streams/orders.ts'
import { products } from './streams/products.ts'
import { tapShopify } from './tap.ts'

/** What no other open tap for Shopify does, one test each. */

let sandbox: ShopifySandbox

beforeAll(async () => {
  const clock = new VirtualClock(undefined, () => 0)
  const size = { customers: 6, orders: 24, products: 6 }
  sandbox = await startShopifySandbox({ ...size, clock, restoreRate: 100_000 })
})

afterAll(() => sandbox.close())

const configOf = (more: object = {}) => ({
  shop: sandbox.shop,
  access_token: sandbox.accessToken,
  api_url: sandbox.url,
  ...more,
})

const run = (more: object = {}, options: TapRunOptions = {}) =>
  runTapInMemory(tapShopify, { ...options, config: configOf(more) })

const start = (options: Parameters<typeof startShopifySandbox>[0]) =>
  startShopifySandbox({
    customers: 0,
    orders: 0,
    products: 0,
    clock: new VirtualClock(undefined, () => 0),
    ...options,
  })

describe('what no other tap does', () => {
  test('1: one account of points for all streams, exact waits, pages shrunk before they cost too much', async () => {
    const own = await start({
      customers: 20,
      orders: 60,
      products: 20,
      bucketMaximum: 400,
      restoreRate: 50,
    })
    const client = clientOf(own, { page_size: 10 })
    const streams = [customers, orders, products, orderLineItems]
    for (const stream of streams) await planOf(client, stream)
    const [begun, before] = [own.clock.now(), own.requests().length]
    await Promise.all(streams.map((stream) => readAll(client, stream, wholeStream)))
    const made = own.requests().slice(before)
    const points = made.reduce((sum, { actual_cost: cost }) => sum + (cost ?? 0), 0)
    expect(made.filter(({ throttled }) => throttled)).toEqual([])
    const seconds = (own.clock.now() - begun) / 1000
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual((1.05 * points) / 50)
    await own.close()
    // Both pages at their largest would cost more than any query may.
    const seen = sandbox.requests().length
    const wide = clientOf(sandbox, { page_size: 250, nested_page_size: 250 })
    await readAll(wide, orderRefunds, wholeStream)
    const costs = sandbox.requests(seen).map(({ requested_cost: cost }) => cost ?? 0)
    expect(Math.max(...costs)).toBeGreaterThan(500)
    expect(Math.max(...costs)).toBeLessThanOrEqual(1000)
  })

  test('2: a search that ignored its filter is an error', async () => {
    const client = clientOf(sandbox)
    const plan = await planOf(client, { ...customers, name: 'misled' })
    const ask = client.query(
      {
        document: 'query q($f: String) { customers(first: 1, query: $f) { nodes { id } } }',
        cost: 3,
      },
      { f: `nonsense:1` },
    )
    await expect(ask).rejects.toThrow(/ignored a part of the filter of customers/)
    expect(plan.replicationKey).toBe('updatedAt')
  })

  test('3: bookmarks that hold for ties and for an index that lags', async () => {
    const own = await start({ orders: 40, indexLagMilliseconds: 200_000 })
    own.control('touch', { kind: 'orders' })
    const config = {
      ...configOf(),
      shop: own.shop,
      access_token: own.accessToken,
      api_url: own.url,
    }
    const first = await runTapInMemory(tapShopify, { config: { ...config, select: ['orders'] } })
    own.clock.advance(250)
    const second = await runTapInMemory(tapShopify, {
      config: { ...config, select: ['orders'] },
      state: first.state,
    })
    const at = shopifyTime(own.clock.now() - 250_000)
    const late = second.records('orders').filter(({ updatedAt }) => updatedAt === at)
    expect(late).toHaveLength(40)
    expect(lookbackSeconds).toBeGreaterThanOrEqual(2 * 200)
    const third = await runTapInMemory(tapShopify, {
      config: { ...config, select: ['orders'] },
      state: second.state,
    })
    expect(third.records('orders')).toEqual([])
    await own.close()
  })

  test('4: history by bulk operations, changes by pages, chosen by the tap', async () => {
    // The clock of this one runs, since a job takes its time.
    const own = await startShopifySandbox({ customers: 5, orders: 60, products: 5 })
    const config = {
      shop: own.shop,
      access_token: own.accessToken,
      api_url: own.url,
      select: ['orders'],
      page_size: 10,
      bulk_after_records: 20,
    }
    const history = await runTapInMemory(tapShopify, { config })
    expect(new Set(history.records('orders').map(({ id }) => id)).size).toBe(60)
    const started = () =>
      own.requests().filter(({ root_fields: fields }) => fields.includes('bulkOperationRunQuery'))
        .length
    expect(started()).toBe(1)
    own.mutate({ round: 1 })
    const changes = await runTapInMemory(tapShopify, { config, state: history.state })
    expect(changes.records('orders').length).toBeGreaterThanOrEqual(4)
    expect(started()).toBe(1)
    await own.close()
  })

  test('5: deletions are tombstones, by events and by ids', async () => {
    const own = await start({ customers: 5, orders: 10, products: 5 })
    const id_folder = await mkdtemp(join(tmpdir(), 'tap-shopify-'))
    const select = [
      'orders',
      'products',
      'inventory_items',
      'product_variants',
      'metafields_products',
    ]
    const config = {
      shop: own.shop,
      access_token: own.accessToken,
      api_url: own.url,
      id_folder,
      select,
    }
    const first = await runTapInMemory(tapShopify, { config })
    own.clock.advance(3600)
    const ids = (name: string) => first.records(name).map(({ id }) => String(id))
    const [order, product] = [ids('orders')[3], ids('products')[1]]
    for (const id of [order, product]) own.control('delete', { id })
    own.clock.advance(600)
    const second = await runTapInMemory(tapShopify, { config, state: first.state })
    const gone = (name: string) =>
      second
        .records(name)
        .filter((record) => record._sdc_deleted_at)
        .map(({ id }) => id)
    expect(gone('orders')).toEqual([order])
    expect(gone('products')).toEqual([product])
    const left = new Set(own.store.table('InventoryItem').values() as never)
    expect(gone('inventory_items')).toHaveLength(ids('inventory_items').length - left.size)
    expect(gone('inventory_items').length).toBeGreaterThan(0)
    expect(second.failure).toBeUndefined()
    // What has been told is not told again.
    own.clock.advance(3600)
    const third = await runTapInMemory(tapShopify, { config, state: second.state })
    expect(third.messages.filter(({ type }) => type === 'RECORD')).toEqual([])
    expect(await readFile(join(id_folder, 'inventory_items.ids'), 'utf8')).not.toContain(
      String(gone('inventory_items')[0]),
    )
    await own.close()
  })

  test('6: the schema is that of the version, pruned to the scopes, deprecated fields marked', async () => {
    const client = clientOf(sandbox)
    const { schema, metadata } = await planOf(client, orders)
    expect(schema.properties.displayFinancialStatus).toEqual({ type: ['null', 'string'] })
    expect(schema.properties.lineItems).toMatchObject({ type: 'array' })
    expect(schema.properties.confirmationNumber).toBeDefined()
    expect(metadata.confirmationNumber).toEqual({ 'selected-by-default': false })
    const deprecated = Object.values(metadata).filter((facts) => facts.deprecated)
    expect(deprecated.length).toBeGreaterThan(0)
  })

  test('7: metafields as typed columns, and a stream for each kind of metaobject', async () => {
    const { records, messages } = await run({
      select: ['products.id', 'products.updatedAt', 'products.metafieldValues', 'metaobjects_*'],
      metafield_columns: true,
    })
    const schemas = messages.filter(({ type }) => type === 'SCHEMA')
    expect(schemas.map((schema) => (schema as { stream: string }).stream).sort()).toEqual([
      'metaobjects_app_lookbook',
      'metaobjects_size_chart',
      'metaobjects_store_hours',
      'products',
    ])
    const values = records('products').map(({ metafieldValues }) => metafieldValues as object)
    expect(values.some((value) => Object.keys(value).length > 0)).toBe(true)
    const books = records('metaobjects_app_lookbook')
    const typesOf = (field: string) =>
      new Set(books.map((book) => typeof (book[field] ?? undefined)))
    expect([...typesOf('published')]).toContain('boolean')
    expect([...typesOf('pages')]).toContain('number')
    expect([...typesOf('ratio')]).toContain('string')
  })

  test('8: every nested list is whole, also those within lists', async () => {
    const own = await start({ customers: 3, orders: 4, products: 3 })
    const [order] = own.store.orders.values()
    const [line] = order?.lineItems ?? []
    if (!order || !line) throw new Error('The sandbox has no order')
    const lineItems = Array.from({ length: 300 }, (_, at) => ({ ...line, id: 9_000_000 + at }))
    own.store.orders.put({ ...order, lineItems }, own.clock.now())
    const id = `gid://shopify/Order/${order.id}`
    for (let refund = 0; refund < 3; refund++) own.control('refund', { order: id, lines: 60 })
    const client = clientOf(own)
    const read = await readAll(client, orders, wholeStream)
    const long = read.find((one) => one.id === id)
    expect(long?.lineItems).toHaveLength(300)
    const refunds = await readAll(client, orderRefunds, wholeStream)
    const lines = refunds
      .filter(({ orderId }) => orderId === id)
      .map(({ refundLineItems }) => (refundLineItems as unknown[]).length)
    expect(lines).toEqual([60, 60, 60])
    await own.close()
  })

  test('9: tokens are renewed in the middle of a run, and rotated ones kept', async () => {
    const own = await start({ orders: 30 })
    const { shop, url: api_url, clientId: client_id, clientSecret: client_secret } = own
    const token_file = join(await mkdtemp(join(tmpdir(), 'tap-shopify-')), 'tokens.json')
    const { refreshToken: refresh_token } = own
    const config = { shop, api_url, client_id, client_secret, select: ['orders'], page_size: 5 }
    own.arm({ kind: 'expired_token', skip: 4 })
    const rotating = await runTapInMemory(tapShopify, {
      config: { ...config, refresh_token, token_file },
    })
    expect(rotating.failure).toBeUndefined()
    expect(rotating.records('orders')).toHaveLength(30)
    const kept = JSON.parse(await readFile(token_file, 'utf8'))
    expect(kept.refresh_token).not.toBe(refresh_token)
    expect(JSON.stringify([rotating.state, rotating.logs])).not.toContain(kept.refresh_token)
    own.arm({ kind: 'expired_token', skip: 4 })
    const again = await runTapInMemory(tapShopify, {
      config: { ...config, refresh_token, token_file },
    })
    expect(again.failure).toBeUndefined()
    await own.close()
  })

  test('10: money is exact, as a string, in both currencies', async () => {
    const [order] = await readAll(clientOf(sandbox), orders, wholeStream)
    const money = { amount: expect.stringMatching(/^\d+\.\d+$/), currencyCode: expect.any(String) }
    expect(order).toMatchObject({
      legacyResourceId: expect.stringMatching(/^\d+$/),
      totalPriceSet: { shopMoney: money, presentmentMoney: money },
    })
  })

  test('11: a version that falls forward is noticed', async () => {
    const { logs, failure } = await run({ select: ['customers'], api_version: '2025-04' })
    expect(failure).toBeUndefined()
    expect(logs.join()).toMatch(/another API version than the one asked for/)
  })

  test('12: 25,000 objects and 60 days are walls that are told of', async () => {
    const client = clientOf(
      sandbox,
      { page_size: 5, bulk_after_records: 0 },
      {},
      { paginationLimit: 20 },
    )
    sandbox.control('touch', { kind: 'orders' })
    await expect(readAll(client, orders, wholeStream)).rejects.toThrow(/25,000 objects/)
    const { access_token } = sandbox.control('token', {
      action: 'issue',
      scopes: ['read_orders', 'read_customers', 'read_products'],
    }) as { access_token: string }
    const select = ['orders']
    const start_date = '2024-01-01T00:00:00Z'
    const blind = await run({ access_token, select, start_date })
    expect(String(blind.outcomes[0]?.failure)).toMatch(/last 60 days .* read_all_orders/)
    const seeing = await run({ access_token, select })
    expect(seeing.failure).toBeUndefined()
    expect(seeing.logs.join()).toMatch(/last 60 days alone/)
  })
})

type Discount = ReturnType<ShopifySandbox['store']['orders']['get']> & {
  readonly codes: readonly { readonly id: number }[]
}

test('discounts have all of their codes, of which some have many', async () => {
  const own = await start({ orders: 20, products: 60 })
  const table = own.store.table<Discount>('DiscountNode')
  const [discount] = [...table.values()].filter(({ codes }) => codes.length > 0)
  const [code] = discount?.codes ?? []
  if (!discount || !code) throw new Error('The sandbox has no discount with a code')
  const codes = Array.from({ length: 120 }, (_, at) => ({ ...code, id: 5_000_000 + at }))
  table.put({ ...discount, codes }, own.clock.now())
  const read = await readAll(clientOf(own), discounts, wholeStream)
  const long = read.find(({ id }) => String(id).endsWith(`/${discount.id}`))
  expect(long).toMatchObject({ discount: { codes: { length: 120 } } })
  await own.close()
})
