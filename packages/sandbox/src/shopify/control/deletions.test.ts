import { describe, expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import { gid } from '../store/ids.ts'
import { deleteRecord } from './deletions.ts'

const EVENTS =
  'query ($q: String!) { events(first: 50, query: $q, sortKey: ID, reverse: true) { nodes { action createdAt ... on BasicEvent { subjectId subjectType subject { __typename } } } } }'

function firstOf(
  store: ReturnType<typeof makeEndpoint>['store'],
  type: string,
  kind = type,
): string {
  const [row] = store.table(type).values()
  if (row === undefined) throw new Error(`no ${type}`)
  return gid(kind, row.id)
}

describe('a deletion leaves the event of its type', () => {
  test.each([
    ['Article', 'ARTICLE'],
    ['Blog', 'BLOG'],
    ['Collection', 'COLLECTION'],
    ['Comment', 'COMMENT'],
    ['Company', 'COMPANY'],
    ['CompanyLocation', 'COMPANY_LOCATION'],
    ['Customer', 'CUSTOMER'],
    ['DiscountAutomaticBxgy', 'DISCOUNT_AUTOMATIC_BXGY', 'DiscountNode'],
    ['DiscountAutomaticNode', 'DISCOUNT_AUTOMATIC_NODE', 'DiscountNode'],
    ['DiscountCodeNode', 'DISCOUNT_CODE_NODE', 'DiscountNode'],
    ['DiscountNode', 'DISCOUNT_NODE'],
    ['DraftOrder', 'DRAFT_ORDER'],
    ['InventoryTransfer', 'INVENTORY_TRANSFER'],
    ['Order', 'ORDER'],
    ['Page', 'PAGE'],
    ['PriceRule', 'PRICE_RULE', 'DiscountNode'],
    ['Product', 'PRODUCT'],
    ['ProductVariant', 'PRODUCT_VARIANT'],
  ])('%s: %s', (kind, subjectType, table = kind) => {
    const { ask, clock, store } = makeEndpoint()
    const id = firstOf(store, table, kind)
    clock.advance(60)
    deleteRecord(store, clock, id)
    const { data } = ask(EVENTS, {
      q: `action:destroy AND subject_type:${subjectType} AND created_at:>='2026-11-01T00:01:00Z'`,
    })
    expect(data.events.nodes).toEqual([
      {
        action: 'destroy',
        createdAt: '2026-11-01T00:01:00Z',
        subjectId: id,
        subjectType,
        subject: null,
      },
    ])
    expect(ask('query ($id: ID!) { node(id: $id) { id } }', { id }).data.node).toBeNull()
  })
})

test.each(['GiftCard', 'InventoryItem', 'InventoryLevel', 'Location', 'Metafield', 'Metaobject'])(
  'nothing tells of the deletion of a %s',
  (type) => {
    const { clock, store } = makeEndpoint()
    const before = store.table('Event').size
    expect(deleteRecord(store, clock, firstOf(store, type))).toMatchObject({ event: undefined })
    expect(store.table('Event').size).toBe(before)
  },
)

test('a product takes along its variants, their stock, and all metafields', () => {
  const { ask, clock, store } = makeEndpoint()
  const product = [...store.products.values()].find(({ variants }) => variants.length > 1)
  const deletion = deleteRecord(store, clock, gid('Product', product?.id ?? 0))
  const kinds = new Set(deletion?.deleted.map((id) => id.split('/')[3]))
  expect([...kinds].sort()).toEqual([
    'InventoryItem',
    'InventoryLevel',
    'Product',
    'ProductVariant',
  ])
  const { data } = ask('query ($q: String) { productVariantsCount(query: $q) { count } }', {
    q: `product_id:${product?.id}`,
  })
  expect(data.productVariantsCount.count).toBe(0)
})

test('a variant leaves its product, which has changed by that', () => {
  const { clock, store } = makeEndpoint()
  const product = [...store.products.values()].find(({ variants }) => variants.length > 1)
  const [first, ...others] = product?.variants ?? []
  clock.advance(5)
  deleteRecord(store, clock, gid('ProductVariant', first?.id ?? 0))
  expect(store.products.get(product?.id ?? 0)).toMatchObject({
    variants: others,
    updatedAt: clock.now(),
  })
})

test('what is gone is in no connection, though the index still knows it', () => {
  const { ask, clock, store } = makeEndpoint({}, 60_000)
  const id = firstOf(store, 'Customer')
  deleteRecord(store, clock, id)
  const { data } = ask('{ customers(first: 250, sortKey: UPDATED_AT) { nodes { id } } }')
  expect(data.customers.nodes).toHaveLength(59)
  expect(data.customers.nodes).not.toContainEqual({ id })
})
