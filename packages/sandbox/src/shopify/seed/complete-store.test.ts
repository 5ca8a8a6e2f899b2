import { describe, expect, test } from 'vitest'
import { WAKING_TIME } from '../../clock.ts'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import type { MetafieldRecord } from '../metafields/record.ts'
import { gid } from '../store/ids.ts'

const { ask, store } = makeEndpoint()
const types = [...store.tables.keys()]

/** What `node(id:)` is asked for: the tables of discounts and events are named after interfaces. */
const nodeTypes: Readonly<Record<string, string>> = { Event: 'BasicEvent' }

describe.each(types)('%s', (type) => {
  const rows = [...store.table(type).values()]

  test('there are some, with ids of their own, in the order of the ids', () => {
    const ids = rows.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(0)
    expect(ids.every((id) => Number.isSafeInteger(id) && id > 2 ** 32)).toBe(true)
    expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right))
  })

  test('none was touched before it was there, or in the future', () => {
    const wrong = rows.filter(
      ({ createdAt, updatedAt }) =>
        createdAt > updatedAt || updatedAt >= WAKING_TIME || updatedAt % 1000 !== 0,
    )
    expect(wrong).toEqual([])
  })

  // Events of more than a year ago are not shown any more.
  test('the first and the last are found by their ids', () => {
    const name = nodeTypes[type] ?? type
    const ids = [rows.at(type === 'Event' ? -2 : 0), rows.at(-1)].map((row) =>
      gid(name, row?.id ?? 0),
    )
    const { data, errors } = ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids,
    })
    expect(errors).toBeUndefined()
    expect(data.nodes).toMatchObject([{ __typename: name }, { __typename: name }])
    expect(data.nodes.map(({ id }: { id: string }) => id.split('?')[0])).toEqual(ids)
  })
})

describe('an order and what followed', () => {
  const orders = [...store.orders.values()]

  test('some were refunded in part, and what is left adds up', () => {
    const refunded = orders.filter((order) => order.displayFinancialStatus === 'PARTIALLY_REFUNDED')
    expect(refunded.length).toBeGreaterThan(2)
    for (const { id, refunds, lineItems } of refunded) {
      const { data } = ask(
        `query ($id: ID!) { order(id: $id) {
          currentTotalPriceSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } }
          totalRefundedSet { shopMoney { amount } } netPaymentSet { shopMoney { amount } }
          transactions(first: 20) { kind status amountSet { shopMoney { amount } } }
        } }`,
        { id: gid('Order', id) },
      )
      const cents = (money: { shopMoney: { amount: string } }) =>
        Math.round(Number(money.shopMoney.amount) * 100)
      const { order } = data
      expect(cents(order.totalPriceSet) - cents(order.totalRefundedSet)).toBe(
        cents(order.currentTotalPriceSet),
      )
      expect(cents(order.netPaymentSet)).toBe(cents(order.currentTotalPriceSet))
      const moved = order.transactions.reduce(
        (sum: number, { kind, status, amountSet }: Payment) =>
          status === 'SUCCESS' ? sum + (signs[kind] ?? 0) * cents(amountSet) : sum,
        0,
      )
      expect(moved).toBe(cents(order.netPaymentSet))
      const givenBack = refunds.flatMap(({ refundLineItems }) => refundLineItems)
      for (const line of lineItems) {
        const back = givenBack
          .filter(({ lineItemId }) => lineItemId === line.id)
          .reduce((sum, { quantity }) => sum + quantity, 0)
        expect(line.currentQuantity).toBe(line.quantity - back)
      }
    }
  })

  test('nothing of it is newer than the order', () => {
    for (const order of orders) {
      for (const { updatedAt } of [...order.fulfillments, ...order.refunds]) {
        expect(updatedAt).toBeLessThanOrEqual(order.updatedAt)
      }
      for (const { createdAt } of [...order.transactions, ...order.returns]) {
        expect(createdAt).toBeLessThanOrEqual(order.updatedAt)
      }
    }
  })
})

interface Payment {
  readonly kind: string
  readonly status: string
  readonly amountSet: { readonly shopMoney: { readonly amount: string } }
}

const signs: Readonly<Record<string, number>> = { SALE: 1, CAPTURE: 1, REFUND: -1 }

test('what a variant has in stock is what its locations have', () => {
  const { data } = ask(
    '{ productVariants(first: 100) { nodes { inventoryQuantity inventoryItem { inventoryLevels(first: 10) { nodes { location { name } quantities(names: ["available"]) { quantity } } } } } } }',
  )
  for (const { inventoryQuantity, inventoryItem } of data.productVariants.nodes) {
    const available = inventoryItem.inventoryLevels.nodes.map(
      ({ quantities }: { quantities: [{ quantity: number }] }) => quantities[0].quantity,
    )
    expect(available.reduce((sum: number, one: number) => sum + one, 0)).toBe(inventoryQuantity)
  }
})

describe('what is left out unless it is asked for', () => {
  test.each([
    ['locations(first: 10)', 2],
    ['locations(first: 10, includeInactive: true)', 3],
    ['locations(first: 10, includeInactive: true, includeLegacy: true)', 4],
  ])('%s lists %i', (field, count) => {
    expect(ask(`{ ${field} { nodes { id } } }`).data.locations.nodes).toHaveLength(count)
  })

  test('closed fulfillment orders', () => {
    const count = (args: string) =>
      ask(`{ fulfillmentOrders(first: 250${args}) { nodes { status } } }`).data.fulfillmentOrders
        .nodes as { status: string }[]
    expect(new Set(count('').map(({ status }) => status))).toEqual(new Set(['OPEN']))
    expect(count(', includeClosed: true').length).toBe(250)
  })
})

test('gift cards cannot be filtered by when they were updated, only sorted', () => {
  const { data, extensions } = ask(
    `{ giftCards(first: 50, query: "updated_at:>='2026-10-31T23:59:59Z'", sortKey: UPDATED_AT, reverse: true) { nodes { updatedAt } } }`,
  )
  const times = data.giftCards.nodes.map(({ updatedAt }: { updatedAt: string }) => updatedAt)
  expect(times).toHaveLength(store.table('GiftCard').size)
  expect(times).toEqual([...times].sort().reverse())
  expect(extensions.search[0].warnings).toEqual([
    { field: 'updated_at', message: 'Invalid search field for this query.', code: 'invalid_field' },
  ])
})

test.each([
  ['metaobjects(first: 50, type: "size_chart")', 'metaobjects'],
  ['metafieldDefinitions(first: 50, ownerType: PRODUCT)', 'metafieldDefinitions'],
  ['codeDiscountNodes(first: 50)', 'codeDiscountNodes'],
  ['automaticDiscountNodes(first: 50)', 'automaticDiscountNodes'],
  ['disputes(first: 50)', 'disputes'],
])('%s lists some, not all', (field, name) => {
  const { data, errors } = ask(`{ ${field} { nodes { id } } }`)
  expect(errors).toBeUndefined()
  expect(data[name].nodes.length).toBeGreaterThan(0)
})

test('a metafield tells its value in both forms, whose it is, and what is defined of it', () => {
  const [metafield] = store.table<MetafieldRecord>('Metafield').values()
  const { data } = ask(
    'query ($id: ID!) { product(id: $id) { metafields(first: 10) { nodes { namespace key type value jsonValue ownerType owner { __typename } definition { name type { name } } } } } }',
    { id: metafield?.ownerGid },
  )
  expect(data.product.metafields.nodes[0]).toMatchObject({
    namespace: 'custom',
    key: 'care_guide',
    type: 'single_line_text_field',
    ownerType: 'PRODUCT',
    owner: { __typename: 'Product' },
    definition: { name: 'Care guide', type: { name: 'single_line_text_field' } },
  })
})
