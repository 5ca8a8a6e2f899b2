import { expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import { generateStore, makeShop } from '../seed/generate-store.ts'
import { parseGid } from '../store/ids.ts'
import { ShopifyStore } from '../store/store.ts'
import { Mutations } from './mutate.ts'

const contents = generateStore(makeShop('acme'), { customers: 40, orders: 80, products: 10 })

function makeSandbox(elapsed = () => 0) {
  const clock = new VirtualClock(WAKING_TIME, elapsed)
  const store = new ShopifyStore(contents)
  return { clock, store, mutations: new Mutations(store, clock, 7) }
}

const everything = (store: ShopifyStore) =>
  [store.customers, store.orders, store.products, store.variants].map((table) => [
    ...table.values(),
  ])
const idOf = (gid: string) => parseGid(gid)?.id ?? 0

test('a round changes some records and adds an order, later than everything before', () => {
  const { store, mutations, clock } = makeSandbox()
  const before = everything(store)
  const latest = Math.max(...before.flat().map((row) => row.updatedAt))
  const done = mutations.mutate({ round: 1, customers: 4, orders: 2, products: 1 })
  expect([done.orders.length, done.products.length]).toEqual([2, 1])
  expect(done.customers.length).toBeGreaterThanOrEqual(4)
  expect(done.at).toBeGreaterThan(latest)
  expect(clock.now()).toBeGreaterThanOrEqual(done.at)

  const changed = everything(store).map((rows, kind) =>
    rows.filter((row) => !before[kind]?.includes(row)),
  )
  expect(changed.flat().every((row) => row.updatedAt === done.at)).toBe(true)
  const ids = changed.map((rows) => rows.map((row) => row.id).sort())
  expect(ids.slice(0, 3)).toEqual([
    done.customers.map(idOf).sort(),
    [...done.orders, done.createdOrder].map(idOf).sort(),
    done.products.map(idOf).sort(),
  ])
  expect(store.orders.get(idOf(done.createdOrder))?.createdAt).toBe(done.at)
  expect(store.orders.size).toBe(81)
})

test('the new order adds up with its customer', () => {
  const { store, mutations } = makeSandbox()
  for (let round = 1; round <= 5; round++) mutations.mutate({ round })
  const orders = [...store.orders.values()]
  const wrong = [...store.customers.values()].filter((customer) => {
    const theirs = orders.filter((order) => order.customerId === customer.id)
    return customer.numberOfOrders !== theirs.length
  })
  expect(wrong).toEqual([])
})

test('a round happens once, and tells again what it did', () => {
  const { store, mutations } = makeSandbox()
  const done = mutations.mutate({ round: 1 })
  const after = everything(store)
  expect(mutations.mutate({ round: 1, orders: 50 })).toEqual(done)
  expect(everything(store)).toEqual(after)
  expect(mutations.rounds).toEqual([1])
})

test('a replay comes to the same state, however long the sandbox ran in between', () => {
  let elapsed = 0
  const [first, second] = [makeSandbox(), makeSandbox(() => elapsed)]
  for (const round of [1, 2, 3]) {
    elapsed += 123_456_789
    first.mutations.mutate({ round })
    second.mutations.mutate({ round })
  }
  expect(everything(second.store)).toEqual(everything(first.store))
})

test('rounds differ from each other, and from those of another seed', () => {
  const { mutations, store } = makeSandbox()
  const rounds = [1, 2].map((round) => mutations.mutate({ round }))
  expect(rounds[0]?.orders).not.toEqual(rounds[1]?.orders)
  const other = new Mutations(new ShopifyStore(contents), new VirtualClock(WAKING_TIME, () => 0), 8)
  expect(other.mutate({ round: 1 }).orders).not.toEqual(rounds[0]?.orders)
  expect(store.orders.size).toBe(82)
})

test('a clock that was pushed ahead dates the round after the push', () => {
  const { mutations, clock } = makeSandbox()
  clock.advance(86_400)
  expect(mutations.mutate({ round: 1 }).at).toBe(WAKING_TIME + 86_400_000 + 3_600_000)
})
