import { WAKING_TIME } from '../../clock.ts'
import { Random } from '../../random.ts'
import type { ShopRecord } from '../shop/record.ts'
import type { StoreContents } from '../store/store.ts'
import { addUpCustomers } from './add-up-customers.ts'
import { lastTouched, massUpdates, STORE_LIFE } from './calendar.ts'
import { completeStore } from './complete-store.ts'
import { makeDeepOrder, makeDeepProduct } from './deepen.ts'
import { generateCustomers } from './generate-customers.ts'
import { generateOrders } from './generate-orders.ts'
import { generateProducts } from './generate-products.ts'

/** How large a generated store is, and what it grows from. */
export interface StoreSize {
  /** @default 1 */
  readonly seed?: number
  /** @default 2000 */
  readonly customers?: number
  /** @default 5000 */
  readonly orders?: number
  /** @default 200 */
  readonly products?: number
  /**
   * Whether there is, besides, what no page can show at once: a product of 251 variants and as many
   * metafields, an order of 300 line items with three refunds of 60 lines each, and a discount of
   * 120 codes. @default false
   */
  readonly deep?: boolean
}

/**
 * A store as it might have grown over the two years before `now`. The same seed, size and moment
 * give the same store; nothing in it is about anybody.
 *
 * @example
 * generateStore(makeShop('acme'), { seed: 7, customers: 100, orders: 250, products: 20 })
 */
export function generateStore(
  shop: ShopRecord,
  { seed = 1, customers = 2000, orders = 5000, products = 200, deep = false }: StoreSize = {},
  now: number = WAKING_TIME,
): StoreContents {
  const random = (purpose: string) => new Random(seed, purpose)
  const updates = massUpdates(now, random('updates'))
  const madeProducts = generateProducts(products, now, updates, random('products'))
  const arrived = generateCustomers(customers, now, random('customers'))
  const madeOrders = generateOrders(orders, arrived, madeProducts, now, updates, random('orders'))
  const touch = random('touches')
  const madeCustomers = addUpCustomers(arrived, madeOrders).map((customer) => ({
    ...customer,
    updatedAt: lastTouched(customer.updatedAt, now, updates, touch),
  }))
  const contents = { shop, customers: madeCustomers, orders: madeOrders, products: madeProducts }
  const completion = { seed, now, updates, refundShare: 0.06, isInvented: true }
  if (!deep) return completeStore(contents, completion)
  const product = makeDeepProduct(madeProducts, now)
  const order = makeDeepOrder(madeOrders, product, now, random('deep'))
  return completeStore(
    { ...contents, products: [...madeProducts, product], orders: [...madeOrders, order] },
    { ...completion, deep: { productId: product.id, orderId: order.id } },
  )
}

/**
 * The shop of a sandbox.
 *
 * @param name With or without `.myshopify.com`.
 */
export function makeShop(name: string, now: number = WAKING_TIME): ShopRecord {
  const handle = name.replace(/\.myshopify\.com$/, '')
  return {
    id: 62814781618,
    name: handle,
    myshopifyDomain: `${handle}.myshopify.com`,
    email: `owner@${handle}.example`,
    currencyCode: 'USD',
    ianaTimezone: 'America/New_York',
    createdAt: now - STORE_LIFE,
    updatedAt: now - STORE_LIFE,
  }
}
