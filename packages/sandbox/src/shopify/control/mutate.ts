import type { VirtualClock } from '../../clock.ts'
import { Random } from '../../random.ts'
import type { CustomerRecord } from '../customers/record.ts'
import { fulfillmentOrderOf } from '../fulfillment-orders/generate.ts'
import type { FulfillmentOrderRecord } from '../fulfillment-orders/record.ts'
import { withAftermath } from '../orders/aftermath.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ProductRecord } from '../products/record.ts'
import { addOrder } from '../seed/add-up-customers.ts'
import { makeOrder } from '../seed/generate-orders.ts'
import { gid, indexAfter } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row, Table } from '../store/table.ts'
import { otherChanges } from './change-others.ts'

/** How much one round changes. */
export interface MutationRequest {
  /** A positive whole number. A round happens once; asking again tells what it did. */
  readonly round: number
  /** @default 3 */
  readonly customers?: number
  /** @default 3 */
  readonly orders?: number
  /** @default 1 */
  readonly products?: number
  /** How many of each other type that changes by itself. @default 0 */
  readonly others?: number
}

/** What one round changed, as global ids. */
export interface Mutation {
  readonly round: number
  /** The `updatedAt` of everything in the round, later than everything before. */
  readonly at: number
  /** The customer of the new order is among them. */
  readonly customers: readonly string[]
  readonly orders: readonly string[]
  readonly products: readonly string[]
  readonly createdOrder: string
  readonly others: readonly string[]
}

/** How far apart rounds are, by the sandbox's clock: more than any lookback that a client keeps. */
const ROUND_MILLISECONDS = 3600 * 1000

/** The life that goes on in a store: rounds of changes, the same for the same seed and number. */
export class Mutations {
  readonly #store: ShopifyStore
  readonly #clock: VirtualClock
  readonly #seed: number
  readonly #done = new Map<number, Mutation>()

  constructor(store: ShopifyStore, clock: VirtualClock, seed: number) {
    this.#store = store
    this.#clock = clock
    this.#seed = seed
  }

  /** The rounds that have happened, in their order. */
  get rounds(): number[] {
    return [...this.#done.keys()]
  }

  /**
   * Changes a few records and adds one order. A sandbox that was started again comes to the same
   * state when the same rounds are asked for in the same order.
   */
  mutate(request: MutationRequest): Mutation {
    const { round, customers = 3, orders = 3, products = 1, others = 0 } = request
    const done = this.#done.get(round)
    if (done !== undefined) return done
    const random = new Random(this.#seed, 'mutate', round)
    const at = this.#momentOf(round)
    this.#clock.reach(at)
    const loggedAt = this.#clock.now()
    const store = this.#store

    const changedCustomers = pickRows(store.customers, customers, random)
    for (const customer of changedCustomers) {
      store.customers.put(changeCustomer(customer, round, at), loggedAt)
    }
    const changedOrders = pickRows(store.orders, orders, random)
    for (const order of changedOrders) store.orders.put(changeOrder(order, round, at), loggedAt)
    const changedProducts = pickRows(store.products, products, random)
    for (const product of changedProducts) {
      store.putProduct(changeProduct(product, at, random), loggedAt)
    }
    const created = this.#createOrder(at, loggedAt, random)
    const touched = new Set(changedCustomers.map((customer) => customer.id))
    if (created.customerId !== null) touched.add(created.customerId)

    const mutation: Mutation = {
      round,
      at,
      customers: [...touched].map((id) => gid('Customer', id)),
      orders: changedOrders.map((order) => gid('Order', order.id)),
      products: changedProducts.map((product) => gid('Product', product.id)),
      createdOrder: gid('Order', created.id),
      others: this.#changeOthers(others, round, at, loggedAt),
    }
    this.#done.set(round, mutation)
    return mutation
  }

  #changeOthers(count: number, round: number, at: number, loggedAt: number): string[] {
    if (count === 0) return []
    const random = new Random(this.#seed, 'mutate others', round)
    return Object.entries(otherChanges).flatMap(([type, change]) => {
      const rows = pickRows(this.#store.table<Row>(type), count, random)
      for (const row of rows) {
        const changed = { ...row, ...change({ ...row }, round), updatedAt: at }
        this.#store.put(type, changed, loggedAt)
      }
      return rows.map((row) => gid(type, row.id))
    })
  }

  /**
   * Depends on the round and on how far the clock was pushed, not on how long the process ran; so
   * that a replay meets the same moments.
   */
  #momentOf(round: number): number {
    const { start, advancedMilliseconds } = this.#clock
    const planned = start + advancedMilliseconds + round * ROUND_MILLISECONDS
    const latest = [this.#store.customers, this.#store.orders, this.#store.products]
      .flatMap((table) => [...table.values()])
      .reduce((moment, row) => Math.max(moment, row.updatedAt), 0)
    return Math.max(Math.ceil(planned / 1000) * 1000, latest + 1000)
  }

  #createOrder(at: number, loggedAt: number, random: Random): OrderRecord {
    const store = this.#store
    // The ids of what was deleted are not given again.
    const orders = [...store.orders.everPresent()]
    const lines = orders.flatMap(({ lineItems }) => lineItems)
    const customer = random.chance(0.85) ? pickRows(store.customers, 1, random)[0] : undefined
    const placed = makeOrder(
      {
        index: indexAfter(
          'Order',
          orders.map(({ id }) => id),
        ),
        firstLine: indexAfter(
          'LineItem',
          lines.map(({ id }) => id),
        ),
        createdAt: at,
        customer,
        products: [...store.products.values()],
      },
      random,
    )
    const order = withAftermath(
      placed,
      { locationIds: store.senders, refundShare: 0 },
      new Random(this.#seed, 'aftermath', placed.id),
    )
    store.orders.put(order, loggedAt)
    const toSend = fulfillmentOrderOf(order, store.senders[0] ?? 0)
    store.table<FulfillmentOrderRecord>('FulfillmentOrder').put(toSend, loggedAt)
    if (customer !== undefined) store.customers.put(addOrder(customer, order), loggedAt)
    return order
  }
}

/** Some rows of a table, all different. */
function pickRows<R extends Row>(table: Table<R>, count: number, random: Random): R[] {
  const rows = [...table.values()]
  const picked: R[] = []
  while (picked.length < count && rows.length > 0) {
    picked.push(...rows.splice(random.integer(0, rows.length - 1), 1))
  }
  return picked
}

function changeCustomer(customer: CustomerRecord, round: number, at: number): CustomerRecord {
  return {
    ...customer,
    note: `Called in round ${round} ☎️`,
    tags: [...customer.tags, `round-${round}`],
    updatedAt: at,
  }
}

function changeOrder(order: OrderRecord, round: number, at: number): OrderRecord {
  return { ...order, tags: [...order.tags, `round-${round}`], updatedAt: at }
}

/** A new price for the first variant. */
function changeProduct(product: ProductRecord, at: number, random: Random): ProductRecord {
  const [first, ...others] = product.variants
  if (first === undefined) return { ...product, updatedAt: at }
  const price = first.price + random.integer(1, 500)
  return { ...product, updatedAt: at, variants: [{ ...first, price, updatedAt: at }, ...others] }
}
