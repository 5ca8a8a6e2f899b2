import { Duck } from '@descant/lake/duckdb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineModel } from '../model/define-model.ts'
import { standardModel } from '../model/standard-model.ts'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, day, deletion, orderRecord } from '../testing/shopify-records.ts'
import type { SuppressOptions } from './suppress-people.ts'

vi.setConfig({ testTimeout: 300_000 })

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const phone = '+16505551212'
const till = '+4930123401'

let lake: TestLake
let duck: Duck
beforeEach(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
  await lake.put('customers', [
    customerRecord(1, 1, { email: 'ann@shop.eu', phone, firstName: 'Ann' }),
    customerRecord(2, 1, { email: 'anna@post.eu', phone, firstName: 'Anna' }),
    customerRecord(3, 1, { email: 'ben@shop.eu', firstName: 'Ben' }),
  ])
  await lake.put('orders', [
    orderRecord(1, 1, { customer: 1 }),
    orderRecord(2, 1, { customer: 2 }),
    orderRecord(3, 1, { customer: 3 }),
    orderRecord(4, 1, { email: 'anna@post.eu' }),
  ])
})
afterEach(async () => {
  duck.close()
  await lake.remove()
})

const suppress = (who: Partial<SuppressOptions>) =>
  lake.suppress({ now: () => new Date(Date.UTC(2026, 11, lake.days, 12)), ...who })

/** The customers that are known, and the orders whose customer is. */
const known = async () => ({
  customers: (await lake.rows(duck, 'customers')).map((row) => row.first_name),
  orders: (await lake.rows(duck, 'orders')).flatMap((row) =>
    row.profile_id === null ? [] : [row.order_id],
  ),
})

const onlyBen = { customers: ['Ben'], orders: ['3'] }
const everybody = { customers: ['Ann', 'Anna', 'Ben'], orders: ['1', '2', '3', '4'] }

test('an address on the list before the first record reaches all that the person has', async () => {
  await suppress({ email: 'ann@shop.eu' })
  await lake.run()
  expect(await known()).toEqual(onlyBen)
  const [first] = await lake.rows(duck, 'orders')
  expect(first).toMatchObject({ order_id: '1', customer_id: null, total_price: '10.00' })
  const text = JSON.stringify(await lake.rows(duck, 'forgotten_records'), (_key, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).not.toMatch(/ann|6505551212|post|c:shopify/i)
})

test.runIf(isLong)('so it does in any mode, and to lift it brings all of them back', async () => {
  await lake.run()
  expect(await known()).toEqual(everybody)
  await suppress({ email: 'ann@shop.eu' })
  await lake.run()
  expect(await known()).toEqual(onlyBen)
  await lake.run('historic')
  expect(await known()).toEqual(onlyBen)

  // Whoever the person changes into is forgotten as well, whatever it is that they still share.
  await lake.put('customers', [customerRecord(1, 3, { email: 'new@shop.eu', firstName: 'Ann' })])
  await lake.put('orders', [orderRecord(5, 3, { email: 'new@shop.eu' })])
  await lake.run()
  expect(await known()).toEqual(onlyBen)
  await lake.run('historic')
  expect(await known()).toEqual(onlyBen)

  expect(await suppress({ phone, kind: 'lift' })).toBeGreaterThanOrEqual(5)
  const { rebuilt } = await lake.run()
  expect(rebuilt).toMatch(/taken off the suppression list/)
  expect(await known()).toEqual({ ...everybody, orders: ['1', '2', '3', '4', '5'] })
  await expect(suppress({ phone, kind: 'lift' })).rejects.toMatchObject({
    code: 'TRANSFORM_NOT_SUPPRESSED',
    exitCode: 2,
  })
})

test.runIf(isLong)('a profile is lifted by its id, though no table has it any more', async () => {
  await lake.run()
  const [ann] = await lake.rows(duck, 'customers')
  const profileId = String(ann?.profile_id)
  await suppress({ profileId })
  await lake.run()
  expect(await known()).toEqual(onlyBen)
  await suppress({ profileId, kind: 'lift' })
  await lake.run('historic')
  expect(await known()).toEqual(everybody)
})

test.runIf(isLong)(
  'who meets a forgotten person goes, and who no longer does is back',
  async () => {
    await suppress({ email: 'ann@shop.eu' })
    await lake.run()
    await lake.put('customers', [
      customerRecord(3, 2, { email: 'ben@shop.eu', phone, firstName: 'Ben' }),
    ])
    await lake.run()
    expect(await known()).toEqual({ customers: [], orders: [] })
    // An older version that comes late changes nothing, neither does a deletion before it.
    await lake.put('customers', [
      customerRecord(2, 0, { email: 'anna@post.eu', firstName: 'Old' }),
      deletion('Customer', 2, 0),
    ])
    await lake.run()
    expect(await known()).toEqual({ customers: [], orders: [] })
    await lake.put('customers', [customerRecord(3, 4, { email: 'ben@shop.eu', firstName: 'Ben' })])
    const { rebuilt } = await lake.run()
    expect(rebuilt).toMatch(/no longer/)
    expect(await known()).toEqual(onlyBen)
  },
)

test.runIf(isLong)('what too many share makes nobody forgotten but rows that bear it', async () => {
  const model = defineModel({ base: standardModel, identity: { phone: { mostRecords: 2 } } })
  await lake.put('customers', [
    customerRecord(11, 1, { email: 'x@shop.eu', phone: till, firstName: 'X' }),
    customerRecord(12, 1, { email: 'y@shop.eu', phone: till, firstName: 'Y' }),
    customerRecord(13, 1, { email: 'z@shop.eu', phone: till, firstName: 'Z' }),
    customerRecord(14, 1, { email: 'z@shop.eu', firstName: 'Zoe' }),
  ])
  await lake.run('incremental', { model })
  await suppress({ phone: till, model })
  for (const mode of ['incremental', 'historic'] as const) {
    await lake.run(mode, { model })
    const { customers } = await known()
    expect(customers).toEqual(['Ann', 'Zoe', 'Anna', 'Ben'])
  }
  const late = customerRecord(11, 0, { email: 'x@shop.eu', firstName: 'X' })
  await lake.put('customers', [late])
  expect((await lake.run('incremental', { model })).rebuilt).toBe(undefined)
  expect((await known()).customers).not.toContain('X')
  // A profile of its own that has such a number: others who have it stay.
  await suppress({ phone: till, kind: 'lift', model })
  await lake.run('historic', { model })
  const rows = await lake.rows(duck, 'customers')
  const x = rows.find((row) => row.first_name === 'X')
  await suppress({ profileId: String(x?.profile_id), model })
  await lake.run('incremental', { model })
  expect((await known()).customers).toEqual(['Ann', 'Y', 'Z', 'Zoe', 'Anna', 'Ben'])
})

test.runIf(isLong)('records of others are merged as ever, by a run that begins once', async () => {
  await suppress({ email: 'ann@shop.eu' })
  await lake.run()
  await lake.put('customers', [customerRecord(4, 2, { email: 'cid@shop.eu', firstName: 'Cid' })])
  const begun: string[] = []
  const { tables } = await lake.run('incremental', {
    onProgress: ({ stage }) => {
      if (stage === 'list') begun.push(stage)
    },
  })
  expect(begun).toHaveLength(1)
  expect(tables.filter(({ committed }) => committed).map(({ table }) => table)).not.toContain(
    'forgotten_records',
  )
  expect((await known()).customers).toEqual(['Ben', 'Cid'])
  await lake.put('products', [{ id: 'gid://shopify/Product/7', title: 'Tea', updatedAt: day(1) }])
  expect((await lake.run()).tables.filter(({ committed }) => committed)).toHaveLength(1)
})
