import { createHash } from 'node:crypto'
import { ControlError } from '../../control/settings.ts'
import { formatDateTime } from '../api/scalars.ts'
import { addRefund } from '../orders/aftermath.ts'
import { makeRefund } from '../orders/make-refund.ts'
import { MOST_OF_AN_ORDER } from '../orders/most-of-an-order.ts'
import { gid, parseGid } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import { deleteRecord } from './deletions.ts'
import { recordsOf } from './records-of.ts'
import type { Verb } from './verb.ts'

/** What can be asked about the store, and how it is changed. */
export const storeVerbs = {
  state: {
    takes: {},
    does: 'tells the seed, the time, the counts, a digest of the store, the requests, points and throttles so far, what is armed',
    act: ({ store, clock, seed, app, endpoint, faults, mutations }) => ({
      seed,
      now: formatDateTime(clock.now()),
      shop: store.shop.myshopifyDomain,
      scopes: app.scopes,
      counts: counts(store),
      tables: Object.fromEntries([...store.tables].map(([type, table]) => [type, table.size])),
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
    takes: {
      kind: ': `customers`, `orders`, `products`, `variants`, or a GraphQL type as `DraftOrder` or `Refund`',
    },
    does: 'lists the `id` and `updatedAt` of all, the truth to measure a sync by',
    act: ({ store }, settings) => {
      const { type, rows } = recordsOf(store, settings.text('kind'))
      return {
        records: rows.map((row) => ({
          id: gid(type, row.id),
          updatedAt: formatDateTime(row.updatedAt),
        })),
      }
    },
  },
  touch: {
    takes: {
      kind: ' as of `records`',
      count: ' (all of them)',
      id: ' instead',
      ahead_seconds: ' (0)',
    },
    does: 'lets the first `count` records, or one, have been updated now, all in the same second; or somewhat in the future, as a clock that is ahead writes it',
    act: ({ store, clock }, settings) => {
      const { type, rows } = recordsOf(store, settings.text('kind'))
      if (!store.tables.has(type)) {
        throw new ControlError(`A ${type} is touched with its order; refund one, or touch orders`)
      }
      const now = clock.now()
      const updatedAt = Math.floor(now / 1000 + settings.number('ahead_seconds', 0)) * 1000
      const only = settings.has('id') ? parseGid(settings.text('id'))?.id : undefined
      const touched =
        only === undefined
          ? rows.slice(0, settings.number('count', rows.length))
          : rows.filter((row) => row.id === only)
      for (const row of touched) store.put(type, { ...row, updatedAt }, now)
      return { at: formatDateTime(updatedAt), touched: touched.map((row) => gid(type, row.id)) }
    },
  },
  delete: {
    takes: { id: ', a global id' },
    does: 'deletes a record with all that belongs to it, and leaves the event that the real shop would leave, if any',
    act: ({ store, clock }, settings) => {
      const id = settings.text('id')
      const deletion = deleteRecord(store, clock, id)
      if (deletion === undefined) throw new ControlError(`There is no record ${id}`)
      const { deleted, event } = deletion
      return { deleted, event: event === undefined ? null : gid('BasicEvent', event.id) }
    },
  },
  refund: {
    takes: { order: ', a global id', lines: ' (1)' },
    does: 'gives back one of each of the first so many lines of an order that have something left',
    act: ({ store, clock }, settings) => {
      const id = settings.text('order')
      const order = store.orders.get(parseGid(id)?.id ?? 0)
      if (order === undefined) throw new ControlError(`There is no order ${id}`)
      const lines = order.lineItems
        .filter(({ currentQuantity }) => currentQuantity > 0)
        .slice(0, settings.positive('lines', 1))
      if (lines.length === 0 || order.refunds.length >= MOST_OF_AN_ORDER) {
        throw new ControlError(`Nothing of the order ${id} can be refunded`)
      }
      const now = clock.now()
      const at = Math.floor(now / 1000) * 1000
      const refund = makeRefund(
        order,
        lines.map((line) => ({ line, quantity: 1 })),
        { at, note: null, returnId: null },
      )
      store.orders.put({ ...addRefund(order, refund), updatedAt: at }, now)
      return { refund: gid('Refund', refund.id), at: formatDateTime(at) }
    },
  },
  mutate: {
    takes: { round: '', customers: ' (3)', orders: ' (3)', products: ' (1)', others: ' (0)' },
    does: 'changes so many records, `others` of each other type, and places one new order, all later than anything before. A round happens once; a sandbox that was started again comes to the same state by the same rounds',
    act: ({ mutations }, settings) => {
      const mutation = mutations.mutate({
        round: settings.positive('round'),
        customers: settings.number('customers', 3),
        orders: settings.number('orders', 3),
        products: settings.number('products', 1),
        others: settings.number('others', 0),
      })
      return {
        round: mutation.round,
        at: formatDateTime(mutation.at),
        customers: mutation.customers,
        orders: mutation.orders,
        products: mutation.products,
        created_order: mutation.createdOrder,
        others: mutation.others,
      }
    },
  },
} satisfies Readonly<Record<string, Verb>>

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
  for (const table of store.tables.values()) {
    for (const row of table.values()) latest = Math.max(latest, row.updatedAt)
  }
  return latest
}

/** Equal for equal stores: the means to see that a replay came to the same state. */
function digest(store: ShopifyStore): string {
  const hash = createHash('sha256')
  for (const table of store.tables.values()) {
    for (const row of table.values()) hash.update(JSON.stringify(row))
  }
  return hash.digest('hex')
}
