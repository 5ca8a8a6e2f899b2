import { describe, expect, test } from 'vitest'
import { WAKING_TIME } from '../../clock.ts'
import { generateStore, makeShop } from './generate-store.ts'

const shop = makeShop('acme')
const { customers, orders, products } = generateStore(shop, { seed: 7 })
const sum = <T>(list: readonly T[], of: (item: T) => number) =>
  list.reduce((total, item) => total + of(item), 0)
const share = <T>(list: readonly T[], holds: (item: T) => boolean) =>
  list.filter(holds).length / list.length

test('the same seed gives the same store, another seed another one', () => {
  const size = { customers: 50, orders: 100, products: 10 }
  const make = (seed: number) => {
    const { others, ...contents } = generateStore(shop, { seed, ...size })
    const made = Object.entries(others ?? {}).map(([type, rows]) => [type, rows()])
    return { ...contents, ...Object.fromEntries(made) }
  }
  expect(make(7)).toEqual(make(7))
  expect(make(7).orders).not.toEqual(make(8).orders)
})

test('is as large as it should be', () => {
  expect([customers.length, orders.length, products.length]).toEqual([2000, 5000, 200])
  const small = generateStore(shop, { customers: 0, orders: 3, products: 0 })
  expect(small.orders.map((order) => order.customerId)).toEqual([null, null, null])
})

describe('orders', () => {
  test('add up exactly, discounts, tax and shipping included', () => {
    const wrong = orders.filter((order) => {
      const { lineItems: lines, subtotal, tax, shipping, discounts, total } = order
      const cost = sum(lines, (line) => line.unitPrice * line.quantity)
      return (
        discounts !== sum(lines, (line) => line.discount) ||
        subtotal !== cost - discounts ||
        total !== subtotal + tax + shipping ||
        ![total, tax, ...lines.map((line) => line.discount)].every(Number.isSafeInteger)
      )
    })
    expect(wrong).toEqual([])
    expect(share(orders, (order) => order.discounts > 0)).toBeGreaterThan(0.1)
  })

  test('are of guests, cancelled, and long, a few of each', () => {
    expect(share(orders, (order) => order.customerId === null)).toBeCloseTo(0.08, 1)
    expect(orders.every((order) => order.customerId !== null || order.email !== null)).toBe(true)
    expect(share(orders, (order) => order.cancelledAt !== null)).toBeCloseTo(0.05, 1)
    expect(orders.filter((order) => order.lineItems.length >= 60)).toHaveLength(10)
  })

  test('name products and variants that belong together', () => {
    const variants = new Map(
      products.flatMap((product) => product.variants.map((variant) => [variant.id, product.id])),
    )
    const lines = orders.flatMap((order) => order.lineItems)
    expect(
      lines.every(
        (line) => line.variantId === null || variants.get(line.variantId) === line.productId,
      ),
    ).toBe(true)
    expect(lines.some((line) => line.productId === null)).toBe(true)
  })
})

describe('customers', () => {
  test('have the number and the sum of their orders', () => {
    const wrong = customers.filter((customer) => {
      const theirs = orders.filter((order) => order.customerId === customer.id)
      const kept = theirs.filter((order) => order.cancelledAt === null)
      return (
        customer.numberOfOrders !== theirs.length ||
        customer.amountSpent !== sum(kept, (order) => order.total) ||
        customer.lastOrderId !== (theirs.at(-1)?.id ?? null)
      )
    })
    expect(wrong).toEqual([])
  })

  test('share an e-mail address or a phone number now and then, written differently', () => {
    const shared = (texts: (string | null)[]) => {
      const known = texts.filter((text) => text !== null)
      return known.length - new Set(known).size
    }
    const emails = customers.map((customer) => customer.email)
    expect(shared(emails.map((email) => email?.toLowerCase() ?? null))).toBeGreaterThan(20)
    expect(shared(emails)).toBeLessThan(10)
    const phones = customers.map((customer) => customer.phone)
    const digits = phones.map((phone) => phone?.replace(/^00/, '').replace(/\D/g, '') ?? null)
    expect(shared(digits)).toBeGreaterThan(5)
    expect(share(phones, (phone) => phone !== null && /[ ()-]/.test(phone))).toBeGreaterThan(0.05)
    expect(share(emails, (email) => email === null)).toBeGreaterThan(0.02)
  })

  test('write in many scripts', () => {
    const text = customers.map((customer) => `${customer.firstName} ${customer.lastName}`).join()
    for (const script of [
      'Latin',
      'Han',
      'Hiragana',
      'Arabic',
      'Cyrillic',
      'Hangul',
      'Devanagari',
    ]) {
      expect(text).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
    }
  })
})

test('ids are unique, exact as numbers, larger than 32 bits, and grow with the time of creation', () => {
  for (const rows of [customers, orders, products]) {
    const ids = rows.map((row) => row.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => id > 10 ** 12 && Number.isSafeInteger(id))).toBe(true)
    expect(rows.map((row) => row.createdAt)).toEqual(
      rows.map((row) => row.createdAt).toSorted((left, right) => left - right),
    )
  }
  const lines = orders.flatMap((order) => order.lineItems.map((line) => line.id))
  expect(new Set(lines).size).toBe(lines.length)
})

test('times are whole seconds of the last two years, with hundreds of equal ones', () => {
  const oldest = WAKING_TIME - 2 * 366 * 24 * 3600 * 1000
  const wrong = [...customers, ...orders, ...products].filter(
    ({ createdAt, updatedAt }) =>
      createdAt % 1000 !== 0 ||
      updatedAt % 1000 !== 0 ||
      createdAt < oldest ||
      createdAt > updatedAt ||
      updatedAt >= WAKING_TIME,
  )
  expect(wrong).toEqual([])
  const counts = new Map<number, number>()
  for (const { updatedAt } of customers) counts.set(updatedAt, (counts.get(updatedAt) ?? 0) + 1)
  expect(Math.max(...counts.values())).toBeGreaterThan(100)
})

test('some products have more variants than a small page holds', () => {
  expect(products.filter((product) => product.variants.length > 100)).toHaveLength(5)
})
