import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { model } from '../../../../../examples/own-model/model.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { customerRecord, day, orderRecord } from '../../testing/shopify-records.ts'
import { noSpark } from '../../testing/spark.ts'

vi.setConfig({ testTimeout: 900_000, hookTimeout: 60_000 })

const line = (record: object) => `${JSON.stringify(record)}\n`

/** One line of some forty million bytes. */
const hugeOrder = {
  ...orderRecord(1, 1, { customer: 1 }),
  lineItems: Array.from({ length: 1000 }, (_none, index) => ({
    id: `gid://shopify/LineItem/${index}`,
    title: `${index} ${'€'.repeat(13_300)}`,
    quantity: 1,
  })),
}

describe.skipIf(noSpark)('inputs on both engines', () => {
  let spark: SharedSpark
  let pair: EnginePair
  beforeAll(async () => {
    spark = new SharedSpark()
    pair = await EnginePair.open(spark)
  })
  afterAll(async () => {
    await pair.close()
    await spark.close()
  })

  test('a line of forty megabytes, and what stands beside it', async () => {
    await pair.put('orders', [orderRecord(2, 1), hugeOrder, '{"id":', orderRecord(3, 1)])
    const { streams } = await pair.run()
    expect(streams).toMatchObject([{ records: 4, kept: 3, deadLetters: 1 }])
    expect((await pair.rows('order_items')).length).toBe(1002)
  })

  test('archives that are cut short, marks before the first line, and broken lines', async () => {
    const good = line(customerRecord(1, 1, { email: 'a@shop.eu' }))
    const whole = gzipSync(line(customerRecord(2, 1)).repeat(400))
    await pair.put('customers', gzipSync(`\ufeff${good}${line(customerRecord(3, 1))}`))
    await pair.put('customers', whole.subarray(0, whole.length - 9))
    await pair.put('customers', whole.subarray(0, 12))
    await pair.put('customers', Buffer.concat([gzipSync(good), gzipSync('')]))
    await pair.put('customers', gzipSync(''))
    await pair.put(
      'customers',
      gzipSync(
        `\n\n${line(customerRecord(4, 1))}\r\n{"id":\n \t\n[]\n${line(customerRecord(5, 1))}`,
      ),
    )
    const { streams } = await pair.run()
    expect(streams).toMatchObject([{ damagedObjects: 2, kept: 4, deadLetters: 2 }])
  })

  test('the whole of a full extraction retires what it did not see, and late versions stay out', async () => {
    const seenIn = (version: number, record: object) => ({ ...record, _sdc_table_version: version })
    await pair.put('products', [
      seenIn(1, { id: 'gid://shopify/Product/1', title: 'gone', updatedAt: day(1) }),
      seenIn(1, { id: 'gid://shopify/Product/2', title: 'stays', updatedAt: day(1) }),
    ])
    await pair.each((lake) => lake.activate('products', 1))
    await pair.run()
    await pair.put('products', [
      seenIn(2, { id: 'gid://shopify/Product/2', title: 'older', updatedAt: day(0) }),
      seenIn(2, { id: 'gid://shopify/Product/3', title: 'new', updatedAt: day(2) }),
      { id: 'gid://shopify/Product/3', _sdc_deleted_at: day(9), _sdc_sequence: 9 },
    ])
    await pair.each((lake) => lake.activate('products', 2))
    await pair.run()
    await pair.put('products', [
      seenIn(1, { id: 'gid://shopify/Product/1', title: 'late', updatedAt: day(5) }),
      seenIn(2, { id: 'gid://shopify/Product/3', title: 'before it went', updatedAt: day(8) }),
    ])
    await pair.run()
    expect(await pair.rows('products')).toMatchObject([{ product_id: '2', title: 'stays' }])
    await pair.run('historic')
    expect(await pair.rows('products')).toMatchObject([{ product_id: '2', title: 'stays' }])
  })
})

describe.skipIf(noSpark)('a model of a user’s own on both engines', () => {
  test('its sources, tables, steps and rules', async () => {
    const spark = new SharedSpark()
    const pair = await EnginePair.open(spark)
    try {
      const hit = (id: number, visitor: object, more: object = {}) => ({
        id,
        kind: 'page_view',
        at: day(id),
        visitor,
        visit: { id: 's1', firstPage: 'https://shop.eu/?utm_source=mail', from: null },
        details: { scrolled: 0.5, für: ['a'] },
        ...more,
      })
      await pair.put('customers', [customerRecord(1, 1, { email: 'ann@shop.eu' })])
      await pair.put('orders', [orderRecord(1, 1, { customer: 1, total: '1000.00' })])
      const hits = [
        hit(1, { cookie: 'c1', email: null, login: 'ANN@shop.eu' }),
        hit(2, { cookie: 'c2', email: 'who@else.eu' }),
        hit(3, { cookie: 'c3' }, { kind: null }),
      ]
      await pair.put('hits', hits, 'web-site')
      await pair.run('incremental', { model })
      expect(await pair.rows('profiles')).toMatchObject([{ value_class: 'vip' }])
      await pair.put('hits', [hit(4, { cookie: 'c1', login: 'ann@shop.eu' })], 'web-site')
      await pair.put('customers', [customerRecord(1, 3, { email: 'who@else.eu' })])
      await pair.run('incremental', { model })
    } finally {
      await pair.close()
      await spark.close()
    }
  })
})
