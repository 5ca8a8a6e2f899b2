import { createHash } from 'node:crypto'
import type { Settings } from '../../control/settings.ts'
import { formatDateTime } from '../api/scalars.ts'
import { gid } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row, Table } from '../store/table.ts'
import type { Verb } from './verb.ts'

/** What can be asked about the store, and how it is changed. */
export const storeVerbs = {
  state: {
    takes: '',
    does: 'tells the time, the counts, a digest of the store, the requests, points and throttles so far, what is armed',
    act: ({ store, clock, endpoint, faults, mutations }) => ({
      now: formatDateTime(clock.now()),
      shop: store.shop.myshopifyDomain,
      counts: counts(store),
      latest_updated_at: formatDateTime(latestUpdate(store)),
      digest: digest(store),
      requests: endpoint.counters.requests,
      executed: endpoint.counters.executed,
      throttled: endpoint.counters.throttled,
      points_spent: endpoint.counters.pointsSpent,
      rounds: mutations.rounds,
      faults: faults.armed,
    }),
  },
  records: {
    takes: '`kind`: `customers`, `orders`, `products` or `variants`',
    does: 'lists the `id` and `updatedAt` of all, the truth to measure a sync by',
    act: ({ store }, settings) => {
      const [type, table] = tableNamed(store, settings)
      return {
        records: [...table.values()].map((row) => ({
          id: gid(type, row.id),
          updatedAt: formatDateTime(row.updatedAt),
        })),
      }
    },
  },
  mutate: {
    takes: '`round`, and `customers` (3), `orders` (3), `products` (1)',
    does: 'changes so many records and places one new order, all later than anything before. A round happens once; a sandbox that was started again comes to the same state by the same rounds',
    act: ({ mutations }, settings) => {
      const mutation = mutations.mutate({
        round: settings.positive('round'),
        customers: settings.number('customers', 3),
        orders: settings.number('orders', 3),
        products: settings.number('products', 1),
      })
      return {
        round: mutation.round,
        at: formatDateTime(mutation.at),
        customers: mutation.customers,
        orders: mutation.orders,
        products: mutation.products,
        created_order: mutation.createdOrder,
      }
    },
  },
} satisfies Readonly<Record<string, Verb>>

function tableNamed(store: ShopifyStore, settings: Settings): [string, Table<Row>] {
  const tables: Readonly<Record<string, [string, Table<Row>]>> = {
    customers: ['Customer', store.customers],
    orders: ['Order', store.orders],
    products: ['Product', store.products],
    variants: ['ProductVariant', store.variants],
  }
  return tables[settings.choice('kind', Object.keys(tables))] as [string, Table<Row>]
}

function counts(store: ShopifyStore) {
  let lineItems = 0
  for (const order of store.orders.values()) lineItems += order.lineItems.length
  return {
    customers: store.customers.size,
    orders: store.orders.size,
    line_items: lineItems,
    products: store.products.size,
    variants: store.variants.size,
  }
}

function latestUpdate(store: ShopifyStore): number {
  let latest = store.shop.updatedAt
  for (const table of [store.customers, store.orders, store.products]) {
    for (const row of table.values()) latest = Math.max(latest, row.updatedAt)
  }
  return latest
}

/** Equal for equal stores: the means to see that a replay came to the same state. */
function digest(store: ShopifyStore): string {
  const hash = createHash('sha256')
  for (const table of [store.customers, store.orders, store.products]) {
    for (const row of table.values()) hash.update(JSON.stringify(row))
  }
  return hash.digest('hex')
}
