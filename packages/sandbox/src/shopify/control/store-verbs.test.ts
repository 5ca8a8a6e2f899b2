import { afterEach, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import { type ShopifySandbox, startShopifySandbox } from '../start-shopify-sandbox.ts'

let sandbox: ShopifySandbox

async function start() {
  const clock = new VirtualClock(WAKING_TIME, () => 0)
  sandbox = await startShopifySandbox({ clock, customers: 30, orders: 60, products: 20 })
  return sandbox
}
afterEach(() => sandbox.close())

async function ask(query: string, variables: object = {}) {
  const response = await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': sandbox.accessToken },
    body: JSON.stringify({ query, variables }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers have many shapes.
  return (await response.json()) as any
}

const tell = <Answer>(verb: string, settings: object) =>
  sandbox.control(verb, settings as Record<string, unknown>) as Answer

test('touch makes ties: as many records as wanted, updated in one second', async () => {
  await start()
  sandbox.clock.advance(3600)
  const { at, touched } = tell<{ at: string; touched: string[] }>('touch', {
    kind: 'ProductVariant',
  })
  expect(touched).toHaveLength(sandbox.store.variants.size)
  const { data } = await ask(
    `{ productVariants(first: 250, query: "updated_at:'${at}'") { nodes { id updatedAt } } products(first: 50) { nodes { variants(first: 1) { nodes { updatedAt } } } } }`,
  )
  expect(data.productVariants.nodes).toHaveLength(Math.min(250, touched.length))
  expect(data.products.nodes[0].variants.nodes[0].updatedAt).toBe(at)
  expect(() => tell('touch', { kind: 'Refund' })).toThrow('A Refund is touched with its order')
})

test('refund gives lines back, and moves the order', async () => {
  await start()
  sandbox.clock.advance(3600)
  const paid = [...sandbox.store.orders.values()].find(
    ({ displayFinancialStatus, lineItems }) =>
      displayFinancialStatus === 'PAID' && lineItems.length > 2,
  )
  const order = `gid://shopify/Order/${paid?.id}`
  const { refund, at } = tell<{ refund: string; at: string }>('refund', { order, lines: 2 })
  const { data } = await ask(
    'query ($id: ID!) { order(id: $id) { updatedAt displayFinancialStatus refunds(first: 5) { id createdAt refundLineItems(first: 5) { nodes { quantity } } } } }',
    { id: order },
  )
  expect(data.order).toEqual({
    updatedAt: at,
    displayFinancialStatus: 'PARTIALLY_REFUNDED',
    refunds: [
      { id: refund, createdAt: at, refundLineItems: { nodes: [{ quantity: 1 }, { quantity: 1 }] } },
    ],
  })
})

test('a round reaches other types where it is told to, and each change can be seen', async () => {
  await start()
  const { others, at } = tell<{ others: string[]; at: string }>('mutate', { round: 1, others: 1 })
  const kinds = others.map((id) => id.split('/')[3])
  expect(kinds).toEqual(expect.arrayContaining(['Collection', 'DraftOrder', 'GiftCard', 'Page']))
  expect(new Set(kinds).size).toBe(kinds.length)
  const { data } = await ask(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on DraftOrder { note2 updatedAt } ... on Collection { title updatedAt } } }',
    { ids: others.filter((id) => /\/(Collection|DraftOrder)\//.test(id)) },
  )
  expect(data.nodes).toEqual(
    expect.arrayContaining([
      { note2: 'Round 1 ☎️', updatedAt: at },
      { title: expect.stringMatching(/ \(1\)$/), updatedAt: at },
    ]),
  )
})

test('the id of what was deleted is not given again', async () => {
  await start()
  const last = [...sandbox.store.orders.values()].at(-1)
  tell('delete', { id: `gid://shopify/Order/${last?.id}` })
  const { created_order } = tell<{ created_order: string }>('mutate', { round: 1 })
  expect(Number(created_order.split('/').at(-1))).toBeGreaterThan(last?.id ?? 0)
})

test('records tells the truth of any type, and of what lies within orders', async () => {
  await start()
  const count = (kind: string) => tell<{ records: unknown[] }>('records', { kind }).records.length
  const orders = [...sandbox.store.orders.values()]
  expect(count('LineItem')).toBe(orders.flatMap(({ lineItems }) => lineItems).length)
  expect(count('OrderTransaction')).toBe(orders.flatMap(({ transactions }) => transactions).length)
  const { data } = await ask('{ draftOrdersCount { count } collectionsCount { count } }')
  expect([count('DraftOrder'), count('Collection')]).toEqual([
    data.draftOrdersCount.count,
    data.collectionsCount.count,
  ])
})
