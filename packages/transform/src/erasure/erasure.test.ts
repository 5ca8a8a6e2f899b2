import { openStore } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, day, orderRecord } from '../testing/shopify-records.ts'
import type { SuppressOptions } from './suppress-people.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let lake: TestLake
let duck: Duck
beforeEach(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
  await lake.put('customers', [
    customerRecord(1, 1, { email: 'ann@shop.eu', phone: '+16505551212', firstName: 'Ann' }),
    customerRecord(2, 1, { email: 'ben@shop.eu', firstName: 'Ben' }),
  ])
  await lake.put('orders', [
    orderRecord(1, 1, { customer: 1, email: 'ann@shop.eu', total: '12.30' }),
    orderRecord(2, 1, { email: 'Ann@shop.eu', total: '5.00' }),
    orderRecord(3, 1, { customer: 2, total: '7.00' }),
  ])
  await lake.run()
})
afterEach(async () => {
  duck.close()
  await lake.remove()
})

const suppress = (who: Partial<SuppressOptions>) => lake.suppress(who)

const ann = async () =>
  String((await lake.rows(duck, 'profiles')).find((row) => row.first_name === 'Ann')?.profile_id)

async function expectNoAnn() {
  const tables = await lake.tables(duck)
  const text = JSON.stringify(tables, (_key, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).not.toMatch(/ann@|6505551212|"Ann"|c:shopify:1"/i)
  expect(tables.customers).toMatchObject([{ first_name: 'Ben' }])
  expect(tables.profiles).toMatchObject([{ first_name: 'Ben', orders_count: 1n }])
  expect(tables.orders).toMatchObject([
    { order_id: '1', total_price: '12.30', customer_id: null, email: null, profile_id: null },
    { order_id: '2', total_price: '5.00', email: null, profile_id: null },
    { order_id: '3', total_price: '7.00', customer_id: '2' },
  ])
}

test('a profile that is suppressed is in no table, and sums stay for the books', async () => {
  expect(await suppress({ profileId: await ann() })).toBeGreaterThanOrEqual(3)
  await lake.run()
  await expectNoAnn()
})

test('neither a rebuild nor the same records again bring the person back', async () => {
  await suppress({ profileId: await ann() })
  await lake.run()
  await lake.put('customers', [
    customerRecord(1, 5, { email: 'ann@shop.eu', phone: '+16505551212', firstName: 'Ann' }),
    customerRecord(9, 5, { email: 'ann@shop.eu', firstName: 'Ann' }),
  ])
  await lake.run()
  await expectNoAnn()
  await lake.run('historic')
  await expectNoAnn()
})

test.skipIf(!isLong)('an address is enough, in any case, and can be lifted again', async () => {
  await suppress({ email: ' ANN@Shop.eu ' })
  await lake.run()
  const [order, guest] = await lake.rows(duck, 'orders')
  expect([order?.email, guest?.email]).toEqual([null, null])
  expect(await lake.rows(duck, 'customers')).toMatchObject([{ first_name: 'Ben' }])
  await suppress({ email: 'ann@shop.eu', kind: 'lift' })
  await lake.run('historic')
  expect(await lake.rows(duck, 'customers')).toHaveLength(2)
})

test('the list names nobody', async () => {
  await suppress({ profileId: await ann(), reason: 'request 7' })
  const state = openStore(lake.zone('state'))
  const texts: string[] = []
  for await (const { key } of state.list('acme/suppression/')) {
    texts.push((await state.get(key))?.body.toString() ?? '')
  }
  expect(texts).toHaveLength(1)
  expect(texts[0]).toContain('request 7')
  expect(texts[0]).not.toMatch(/ann|shopify|6505551212/i)
})

test.skipIf(!isLong)('nobody is an error that says what to give', async () => {
  await expect(suppress({})).rejects.toThrow(/nobody to put on the list/)
  await expect(suppress({ profileId: 'p_none' })).rejects.toMatchObject({ exitCode: 2 })
  await expect(suppress({ email: 'no address' })).rejects.toThrow(/e-mail address/)
})

test.skipIf(!isLong)('other customers of the deployment are not touched', async () => {
  await suppress({ customer: 'other', email: 'ann@shop.eu' })
  await lake.run()
  expect(await lake.rows(duck, 'customers')).toHaveLength(2)
})

test.skipIf(!isLong)(
  'a run of other records alone goes on with the list, and changes no person’s table',
  async () => {
    await suppress({ profileId: await ann() })
    await lake.run()
    await lake.put('products', [{ id: 'gid://shopify/Product/7', title: 'Tea', updatedAt: day(1) }])
    const { tables } = await lake.run()
    const committed = tables.filter((table) => table.committed).map(({ table }) => table)
    expect(committed).toEqual(['products'])
    await expectNoAnn()
  },
)
