import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlacedLines } from '../ingest/placed-lines.ts'
import { rawRelation } from '../ingest/raw-relation.ts'
import { shopifyOrders } from '../sources/shopify/orders.ts'
import { shopifyProducts } from '../sources/shopify/products.ts'
import { duckdbDialect } from './duckdb-dialect.ts'
import { mapRecords } from './map-records.ts'

let duck: Duck
let directory: string

beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
  directory = await mkdtemp(join(tmpdir(), 'map-records-'))
})
afterAll(async () => {
  duck.close()
  await rm(directory, { recursive: true })
})

async function mapped(stream: typeof shopifyOrders, ...records: readonly object[]) {
  const path = join(directory, 'raw.ndjson')
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  const placed = new PlacedLines(0, { refuses: () => true, judgesAll: false })
  placed.take(Buffer.from(lines))
  const { longestBytes } = placed
  await writeFile(path, placed.give())
  const query = mapRecords(
    duckdbDialect,
    stream,
    'shop-1',
    rawRelation({ files: [{ path, longestBytes }], shape: stream.raw }),
  )
  return duck.rows(query)
}

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'USD' } })

const order = {
  id: 'gid://shopify/Order/1001',
  legacyResourceId: '1001',
  name: '#1001',
  email: 'Ann@Example.com ',
  customer: { id: 'gid://shopify/Customer/7' },
  currencyCode: 'EUR',
  totalPriceSet: money('99999999999999.99'),
  test: false,
  tags: ['a', ' ', 'b\u0000'],
  createdAt: '2026-01-02T03:04:05-05:00',
  updatedAt: '2026-01-03T00:00:00Z',
  lineItems: [
    {
      id: 'gid://shopify/LineItem/5',
      title: 'Tea \u{1f375}\u0000',
      quantity: 2,
      originalUnitPriceSet: money('0.10'),
      product: { id: 'gid://shopify/Product/3' },
      variant: null,
    },
  ],
  _sdc_sequence: 1795400000000123,
  _sdc_table_version: null,
}

test('an order becomes a typed row with its lines, exactly', async () => {
  const [row] = await mapped(shopifyOrders, order)
  expect(row).toMatchObject({
    order_id: '1001',
    provider: 'shop-1',
    customer_id: '7',
    email: 'Ann@Example.com',
    currency: 'USD',
    total_price: '99999999999999.99',
    total_tax: null,
    test: false,
    tags: ['a', 'b'],
    created_at: '2026-01-02T08:04:05.000Z',
    cancelled_at: null,
    _sdc_sequence: 1795400000000123n,
    _deleted: false,
    _version_at: '2026-01-03T00:00:00.000Z',
    _errors: [],
    order_items: [
      {
        line_item_id: '5',
        product_id: '3',
        variant_id: null,
        title: 'Tea \u{1f375}',
        quantity: 2,
        price: '0.10',
        discounted_total: null,
      },
    ],
  })
})

test.each<[string, object, string[]]>([
  ['a missing id', { id: null, legacyResourceId: null }, ['required order_id']],
  ['the gid is enough', { legacyResourceId: null }, []],
  ['a price in words', { totalPriceSet: money('free') }, ['type total_price']],
  [
    'a price with a thousands separator',
    { totalPriceSet: money('1,234.50') },
    ['type total_price'],
  ],
  ['a price too long', { totalPriceSet: money('12345678901234567.00') }, ['type total_price']],
  ['a price that would be rounded', { totalPriceSet: money('12.345') }, ['type total_price']],
  ['a price with zeros behind', { totalPriceSet: money('12.3400') }, []],
  ['a local date', { createdAt: '01/15/2026' }, ['type created_at']],
  ['an epoch', { createdAt: 1795400000 }, ['type created_at']],
  ['the end of time', { updatedAt: 'infinity' }, ['type updated_at']],
  ['a day that is not', { updatedAt: '2026-02-30T00:00:00Z' }, ['type updated_at']],
  ['a loose boolean', { test: 'yes' }, ['type test']],
  ['no lines', { lineItems: [] }, []],
  ['absent lines', { lineItems: null }, []],
  [
    'a fraction of a piece',
    { lineItems: [order.lineItems[0], { id: 'x/6', quantity: '1.5' }] },
    ['type order_items.1.quantity'],
  ],
  ['a line without an id', { lineItems: [{}] }, ['required order_items.0.line_item_id']],
  ['a sequence in words', { _sdc_sequence: 'last' }, ['type _sdc_sequence']],
  ['two faults', { test: 2, createdAt: 'x' }, ['type test', 'type created_at']],
])('what refuses a record: %s', async (_case, change, errors) => {
  const [row] = await mapped(shopifyOrders, { ...order, ...change })
  expect(row?._errors).toEqual(errors)
})

test('a deletion is held to its key alone, and is as new as the deletion', async () => {
  const deletion = {
    id: 'gid://shopify/Order/1001',
    updatedAt: 'never',
    _sdc_deleted_at: '2026-05-01T00:00:00.5Z',
  }
  const [good, noKey, noTime] = await mapped(
    shopifyOrders,
    deletion,
    { ...deletion, id: null },
    { ...deletion, _sdc_deleted_at: 'x' },
  )
  expect(good).toMatchObject({
    order_id: '1001',
    _deleted: true,
    _errors: [],
    _version_at: '2026-05-01T00:00:00.500Z',
  })
  expect(noKey?._errors).toEqual(['required order_id'])
  expect(noTime?._errors).toEqual(['type _sdc_deleted_at'])
})

test('a record without its last change is older than any other', async () => {
  const [row] = await mapped(shopifyProducts, { id: 'gid://shopify/Product/3' })
  expect(row).toMatchObject({
    product_id: '3',
    _version_at: '1970-01-01T00:00:00.000Z',
    _errors: [],
  })
})
