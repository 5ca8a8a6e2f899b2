import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestLake } from './testing/lake.ts'
import { customerRecord, day, deletion, orderRecord } from './testing/shopify-records.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
let lake: TestLake
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
  lake = await TestLake.create()
})
afterAll(async () => {
  duck.close()
  await lake.remove()
})

const emails = async () =>
  (await lake.rows(duck, 'customers')).map(({ customer_id, email }) => `${customer_id} ${email}`)

test.skipIf(!isLong)(
  'an object that comes late under an early name is read, and time says what is newest: that of the source, not that of machines',
  async () => {
    await lake.put('customers', [
      customerRecord(1, 10, { email: 'ann@shop.eu' }),
      customerRecord(2, 10, { email: 'bob@shop.eu' }),
      customerRecord(3, 10, { email: 'cid@shop.eu' }),
    ])
    const first = await lake.run('incremental', { now: () => new Date('2026-12-01T00:00:00Z') })
    expect(first.objects.consumed).toBe(1)
    const late = await lake.put(
      'customers',
      [
        // Of the same second as what is there: of the two, that which the tap wrote later.
        { ...customerRecord(1, 10, { email: 'ann@new.eu' }), _sdc_sequence: 10_002 },
        customerRecord(2, 9, { email: 'bob@old.eu' }),
        // A clock of the source that is ten years ahead.
        { ...customerRecord(3, 11, { email: 'cid@new.eu' }), updatedAt: '2036-01-01T00:00:00Z' },
      ],
      'shopify',
      'a0',
      new Date('2020-02-29T02:00:00Z'),
    )
    expect(late).toContain('year=2020/month=02/day=29/')
    // The clock of the machine has gone back by a year.
    const second = await lake.run('incremental', { now: () => new Date('2025-12-01T00:00:00Z') })
    expect(second.objects.consumed).toBe(1)
    expect(await emails()).toEqual(['1 ann@new.eu', '2 bob@shop.eu', '3 cid@new.eu'])
    await lake.put('customers', [customerRecord(3, 12, { email: 'cid@shop.eu' })])
    await lake.put('orders', [orderRecord(1, 12, { customer: 3 }), deletion('Order', 1, 11)])
    const third = await lake.run('incremental', { now: () => new Date('2025-11-01T00:00:00Z') })
    expect(third.objects.consumed).toBe(2)
    expect((await emails()).at(-1)).toBe('3 cid@new.eu')
    expect(await lake.rows(duck, 'orders')).toMatchObject([{ order_id: '1', updated_at: day(12) }])
    const incremental = await lake.tables(duck)
    await lake.run('historic', { now: () => new Date('2026-12-02T00:00:00Z') })
    expect(await lake.tables(duck)).toEqual(incremental)
  },
  60_000,
)
