import { type ShopifySandbox, startShopifySandbox, VirtualClock } from '@descant/sandbox'
import type { ReadContext } from '@descant/sdk'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'
import { wholeStream } from '../fixtures/quiet-context.ts'
import {
  arm,
  type ChangedRow,
  clientOf,
  control,
  planOf,
  readAll,
} from '../fixtures/sandbox-client.ts'
import { customers } from '../streams/customers.ts'
import { orders } from '../streams/orders.ts'
import { products } from '../streams/products.ts'
import { lookbackSeconds } from './index-lag.ts'
import { readStream } from './read-stream.ts'
import { shopifyTime } from './update-window.ts'

const sandboxes: ShopifySandbox[] = []

const start = async (options: Parameters<typeof startShopifySandbox>[0]) => {
  const sandbox = await startShopifySandbox({ customers: 0, orders: 0, products: 0, ...options })
  sandboxes.push(sandbox)
  return sandbox
}

afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
})

type Order = ChangedRow & { readonly lineItems: readonly { readonly id: string }[] }
type Product = ChangedRow & { readonly variants: readonly { readonly id: string }[] }

const idsOf = (rows: Iterable<{ readonly id: unknown }>) => [...rows].map(({ id }) => String(id))
const gids = (type: string, rows: Iterable<{ readonly id: number }>) =>
  [...rows].map(({ id }) => `gid://shopify/${type}/${id}`).sort()

/** Gives the first order of a sandbox so many line items. */
const lengthen = ({ store, clock }: ShopifySandbox, count: number) => {
  const [order] = store.orders.values()
  const [line] = order?.lineItems ?? []
  if (order === undefined || line === undefined) throw new Error('The sandbox has no order')
  const lineItems = Array.from({ length: count }, (_, at) => ({ ...line, id: 9_000_000 + at }))
  const long = { ...order, lineItems }
  store.orders.put(long, clock.now())
  return long
}

/** A source with nothing but ids and times, for what does not depend on the other fields. */
const plain = shopifyStream({
  name: 'plain',
  type: 'Order',
  description: 'Orders without anything.',
  root: 'orders',
  find: byUpdate,
  fields: 'id updatedAt',
})

describe('every record arrives, with its lists whole', () => {
  test('whatever the page sizes', async () => {
    const sandbox = await start({ customers: 12, orders: 30, products: 40 })
    const { store } = sandbox
    lengthen(sandbox, 64)
    const size = fc.integer({ min: 1, max: 250 })
    await fc.assert(
      fc.asyncProperty(size, size, async (page_size, nested_page_size) => {
        const client = clientOf(sandbox, { page_size, nested_page_size })
        const people = (await readAll(client, customers, wholeStream)) as ChangedRow[]
        const bought = (await readAll(client, orders, wholeStream)) as Order[]
        const sold = (await readAll(client, products, wholeStream)) as Product[]
        expect(idsOf(people).sort()).toEqual(gids('Customer', store.customers.values()))
        expect(idsOf(bought).sort()).toEqual(gids('Order', store.orders.values()))
        expect(idsOf(sold).sort()).toEqual(gids('Product', store.products.values()))
        const lines = [...store.orders.values()].flatMap(({ lineItems }) => lineItems)
        const read = bought.flatMap(({ lineItems }) => idsOf(lineItems))
        expect(read.sort()).toEqual(gids('LineItem', lines))
        const variants = sold.flatMap((product) => idsOf(product.variants))
        expect(variants.sort()).toEqual(gids('ProductVariant', store.variants.values()))
      }),
      {
        numRuns: 4,
        examples: [
          [250, 1],
          [7, 10],
        ],
      },
    )
  })

  test('an order of 60 lines and more, by pages of 10, in its order', async () => {
    const sandbox = await start({ orders: 5 })
    const long = lengthen(sandbox, 64)
    await arm(sandbox, { kind: 'short_page', size: 10, count: 1000 })
    const client = clientOf(sandbox, { nested_page_size: 10 })
    const read = (await readAll(client, orders, wholeStream)) as Order[]
    const order = read.find(({ lineItems }) => lineItems.length >= 60)
    expect(idsOf(order?.lineItems ?? [])).toEqual(gids('LineItem', long.lineItems))
  })

  test.each([
    ['orders', orders],
    ['products', products],
  ])('of %s whose lists are cut in silence none does', async (_, stream) => {
    const sandbox = await start({ orders: 20, products: 20 })
    await arm(sandbox, { kind: 'short_page', size: 1, silent: true, count: 1000 })
    await expect(readAll(clientOf(sandbox), stream, wholeStream)).rejects.toThrow(
      /came back short: \d+ of \d+ came/,
    )
  })

  test('where one page is given out twice', async () => {
    const sandbox = await start({ orders: 30 })
    await arm(sandbox, { kind: 'duplicate_page', skip: 2 })
    const read = await readAll(clientOf(sandbox, { page_size: 5 }), plain, wholeStream)
    expect(idsOf(read).sort()).toEqual(gids('Order', sandbox.store.orders.values()))
  })

  test('where more of them were updated than one query pages through', async () => {
    const sandbox = await start({ orders: 120, paginationLimit: 30 })
    const client = clientOf(sandbox, { page_size: 10 })
    await expect(readAll(client, plain, wholeStream)).rejects.toThrow(/Pagination/)
    const read = await readAll(
      clientOf(sandbox, { page_size: 10 }, {}, { paginationLimit: 30 }),
      plain,
      wholeStream,
    )
    expect(idsOf(read).sort()).toEqual(gids('Order', sandbox.store.orders.values()))
  })
})

describe('the record', () => {
  const expected: [string, typeof orders, string][] = [
    [
      'customers',
      customers,
      'id legacyResourceId firstName lastName displayName state note tags locale verifiedEmail ' +
        'taxExempt numberOfOrders amountSpent defaultEmailAddress defaultPhoneNumber ' +
        'defaultAddress createdAt updatedAt',
    ],
    [
      'orders',
      orders,
      'id legacyResourceId name email phone createdAt updatedAt processedAt cancelledAt ' +
        'currencyCode displayFinancialStatus displayFulfillmentStatus test tags note customer ' +
        'totalPriceSet subtotalPriceSet totalTaxSet totalDiscountsSet shippingAddress lineItems',
    ],
    [
      'products',
      products,
      'id legacyResourceId title handle status vendor productType tags createdAt updatedAt ' +
        'publishedAt totalInventory variants',
    ],
  ]

  test.each(expected)('of %s has these fields, in this order', async (_, stream, fields) => {
    const sandbox = await start({ customers: 3, orders: 3, products: 3 })
    const [record] = await readAll(clientOf(sandbox), stream, wholeStream)
    expect(Object.keys(record as object)).toEqual(fields.split(' '))
    const { schema } = await planOf(clientOf(sandbox), stream)
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(fields.split(' ')))
  })

  test('has no field that nobody wants', async () => {
    const sandbox = await start({ orders: 3 })
    const context = { ...wholeStream, isSelected: (...path: string[]) => path[0] === 'name' }
    const [record] = await readAll(clientOf(sandbox), orders, context)
    expect(Object.keys(record as object)).toEqual(['id', 'name', 'updatedAt'])
  })
})

describe('a run that begins at a time', () => {
  test('reads what was changed at it and after, and nothing before', async () => {
    const sandbox = await start({ orders: 100 })
    const times = [...sandbox.store.orders.values()].map(({ updatedAt }) => updatedAt).sort()
    const since = times[60] as number
    const context = { ...wholeStream, since: new Date(since + 999).toISOString() }
    const read = await readAll(clientOf(sandbox), plain, context)
    const later = [...sandbox.store.orders.values()].filter(({ updatedAt }) => updatedAt >= since)
    expect(idsOf(read).sort()).toEqual(gids('Order', later))
  })

  test('and ends at one, leaves the rest to the next', async () => {
    const sandbox = await start({ orders: 100 })
    const times = [...sandbox.store.orders.values()].map(({ updatedAt }) => updatedAt).sort()
    const middle = shopifyTime(times[50] as number)
    const client = clientOf(sandbox)
    const early = await readAll(client, plain, { ...wholeStream, until: middle })
    const late = await readAll(client, plain, { ...wholeStream, since: middle })
    expect(early.every(({ updatedAt }) => updatedAt < middle)).toBe(true)
    expect([...idsOf(early), ...idsOf(late)].sort()).toEqual(
      gids('Order', sandbox.store.orders.values()),
    )
  })

  test('takes records of an earlier time for a filter that was ignored', async () => {
    const sandbox = await start({ orders: 10 })
    const client = clientOf(sandbox)
    const ignoring = Object.assign(Object.create(client), {
      settings: client.settings,
      time: () => client.time(),
      query: (query: never, { filter: _, ...variables }: { filter?: string }) =>
        client.query(query, variables),
    })
    const context = { ...wholeStream, since: '2026-10-31T00:00:00Z' }
    await expect(readAll(ignoring, plain, context)).rejects.toThrow(/did not keep to the filter/)
  })
})

describe('ties', () => {
  const tied = async (count: number) => {
    const sandbox = await start({ orders: count })
    const at = Date.parse('2026-10-01T00:00:00Z')
    for (const order of [...sandbox.store.orders.values()]) {
      sandbox.store.orders.put({ ...order, updatedAt: at }, sandbox.clock.now())
    }
    return sandbox
  }

  test('all arrive, once each', async () => {
    const sandbox = await tied(100)
    const read = await readAll(clientOf(sandbox, { page_size: 7 }), plain, wholeStream)
    expect(idsOf(read).sort()).toEqual(gids('Order', sandbox.store.orders.values()))
  })

  test('more of them than one query pages through are an error, not a part', async () => {
    const client = clientOf(await tied(100), { page_size: 10 }, {}, { paginationLimit: 50 })
    await expect(readAll(client, plain, wholeStream)).rejects.toThrow(
      /More than 50 orders were updated in the same second/,
    )
  })
})

describe('points', () => {
  test('a storm of THROTTLED is survived', async () => {
    const sandbox = await start({ orders: 30 })
    await arm(sandbox, { kind: 'throttle', count: 40 })
    const read = await readAll(clientOf(sandbox, { page_size: 5 }), plain, wholeStream)
    expect(idsOf(read).sort()).toEqual(gids('Order', sandbox.store.orders.values()))
  })

  test('one client alone is never throttled, and does not dawdle', async () => {
    const clock = new VirtualClock(undefined, () => 0)
    const sandbox = await start({
      orders: 100,
      products: 5,
      bucketMaximum: 700,
      restoreRate: 50,
      clock,
    })
    const client = clientOf(sandbox, { page_size: 10, nested_page_size: 250 })
    const read = await Promise.all(
      [orders, orders, orders].map((stream) => readAll(client, stream, wholeStream)),
    )
    expect(read.map(({ length }) => length)).toEqual([100, 100, 100])
    const { throttled, points_spent } = await control<{ throttled: number; points_spent: number }>(
      sandbox,
      'state',
    )
    expect(throttled).toBe(0)
    const seconds = clock.advancedMilliseconds / 1000
    expect(seconds).toBeLessThanOrEqual(points_spent / 50)
  })

  test('two clients that know nothing of each other both come through', async () => {
    const sandbox = await start({ orders: 120, bucketMaximum: 200, restoreRate: 50 })
    const read = await Promise.all(
      [1, 2].map(() =>
        readAll(clientOf(sandbox, { page_size: 10, nested_page_size: 10 }), orders, wholeStream),
      ),
    )
    expect(read.map(({ length }) => length)).toEqual([120, 120])
  })
})

describe('a search index that lags', () => {
  /** Where the next run begins, as the sdk keeps it: from the last cursor, or the end. */
  const place = () => {
    let bookmark: string | undefined
    let highest: string | undefined
    let cursor: unknown
    const reached = (value: unknown) => {
      if (highest === undefined || String(value) > highest) highest = String(value)
    }
    return {
      context: (): ReadContext => ({
        ...wholeStream,
        since: bookmark && shopifyTime(Date.parse(bookmark) - lookbackSeconds * 1000),
        cursor,
        reached,
        checkpoint: (value) => {
          cursor = value
        },
      }),
      see: (rows: readonly ChangedRow[]) => {
        for (const { updatedAt } of rows) reached(updatedAt)
      },
      done: () => {
        bookmark = highest
        cursor = undefined
      },
    }
  }

  /** A store of 14 orders, of which half were changed in the last two minutes; and how to go on. */
  const busyStore = async (lagSeconds: number) => {
    const clock = new VirtualClock(undefined, () => 0)
    const sandbox = await start({ orders: 14, clock, indexLagMilliseconds: lagSeconds * 1000 })
    const { orders: table } = sandbox.store
    const byTime = [...table.values()].sort((a, b) => a.updatedAt - b.updatedAt)
    const touch = (index: number) => {
      clock.advance(15)
      const order = table.get((byTime[index % byTime.length] as { id: number }).id)
      if (order) table.put({ ...order, updatedAt: clock.now() }, clock.now())
    }
    for (let index = 7; index < 14; index++) touch(index)
    return { sandbox, clock, table, touch }
  }

  test('loses nothing, whenever a run is killed and whatever changes meanwhile', async () => {
    const ahead = fc.option(fc.nat({ max: 4 }), { nil: undefined })
    const property = fc.asyncProperty(
      fc.array(ahead, { maxLength: 14 }),
      fc.array(ahead, { maxLength: 14 }),
      fc.nat({ max: 14 }),
      fc.integer({ min: 1, max: 250 }),
      async (firstChanges, secondChanges, killedAt, lagSeconds) => {
        const { sandbox, clock, table, touch } = await busyStore(lagSeconds)
        const client = clientOf(sandbox, { page_size: 1 })
        const last = new Map<string, string>()
        const plan = await planOf(client, plain)
        const at = place()

        const run = async (changes: readonly (number | undefined)[], pages = 99) => {
          let read = 0
          for await (const page of readStream(client, plan, at.context())) {
            const rows = page as readonly ChangedRow[]
            for (const { id, updatedAt } of rows) last.set(id, updatedAt)
            at.see(rows)
            if (read >= pages) return
            const change = changes[read++]
            if (change !== undefined) touch(read + change)
          }
          at.done()
        }

        await run(firstChanges, killedAt)
        await run(secondChanges)
        clock.advance(lagSeconds)
        await run([])
        const truth = [...table.values()].map(
          ({ id, updatedAt }) => [`gid://shopify/Order/${id}`, shopifyTime(updatedAt)] as const,
        )
        expect([...last].sort()).toEqual(truth.sort())
      },
    )
    const none = Array.from({ length: 14 }, () => undefined)
    await fc.assert(property, {
      numRuns: 8,
      examples: [
        // Killed right behind a record that was just changed and still stands among old ones.
        [[undefined, undefined, 1, ...none.slice(3)], none, 4, 1],
        // A change that the index shows only after a later one has moved the bookmark.
        [
          [undefined, undefined, 0, 1, ...none.slice(4)],
          [0, 0, 4, 0, 0, 0, undefined, 0, 0, 0],
          0,
          46,
        ],
      ],
    })
  })
})
