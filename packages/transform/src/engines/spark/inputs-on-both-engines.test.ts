import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { model as ownModel } from '../../../../../examples/own-model/model.ts'
import { defineModel } from '../../model/define-model.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { customerRecord, day, orderRecord } from '../../testing/shopify-records.ts'
import { noSpark } from '../../testing/spark.ts'
import { till } from '../../testing/till-source.ts'

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 })

const line = (record: object) => `${JSON.stringify(record)}\n`

/** One line of some forty million bytes. */
const hugeOrder = {
  ...orderRecord(1, 1, { customer: 1, total: '1000.00' }),
  lineItems: Array.from({ length: 1000 }, (_none, index) => ({
    id: `gid://shopify/LineItem/${index}`,
    title: `${index} ${'€'.repeat(13_300)}`,
    quantity: 1,
  })),
}

/** An amount that no double holds, as a number of JSON and not as a text. */
const amount = '1234567890123456.78'
const exactOrder = JSON.stringify(orderRecord(4, 1, { total: amount })).replace(
  `"${amount}"`,
  amount,
)

const putOrders = (pair: EnginePair) =>
  pair.put('orders', [orderRecord(2, 1), hugeOrder, '{"id":', orderRecord(3, 1), exactOrder])

/** Archives that are cut short, marks before the first line, and broken lines. */
async function putArchives(pair: EnginePair) {
  const good = line(customerRecord(1, 1, { email: 'ann@shop.eu' }))
  const whole = gzipSync(line(customerRecord(2, 1)).repeat(400))
  const mixed = `\n\n${line(customerRecord(4, 1))}\r\n{"id":\n \t\n[]\n${line(customerRecord(5, 1))}`
  await pair.put('customers', gzipSync(`\ufeff${good}${line(customerRecord(3, 1))}`))
  await pair.put('customers', whole.subarray(0, whole.length - 9))
  await pair.put('customers', whole.subarray(0, 12))
  await pair.put('customers', Buffer.concat([gzipSync(good), gzipSync('')]))
  await pair.put('customers', gzipSync(''))
  await pair.put('customers', gzipSync(mixed))
}

/** Country, province and its code as they are written, and the region that this is. */
const addresses: readonly [string, string | null, string | null, string | null][] = [
  ['US', 'California', 'CA', 'US-CA'],
  ['us', 'NEW YORK', null, 'US-NY'],
  ['US', 'TX', null, 'US-TX'],
  ['CA', 'Québec', null, 'CA-QC'],
  ['CA', 'QUÉBEC', null, 'CA-QC'],
  ['DE', 'Thüringen', 'th', 'DE-TH'],
  ['FR', 'ile-de-france', null, 'FR-IDF'],
  ['JP', 'Tokyo', null, 'JP-13'],
  ['FR', 'Ontario', null, null],
  ['DE', null, null, null],
]

const putAddresses = (pair: EnginePair) =>
  pair.put(
    'customers',
    addresses.map(([countryCodeV2, province, provinceCode], index) => ({
      ...customerRecord(100 + index, 1),
      defaultAddress: { countryCodeV2, province, provinceCode },
    })),
  )

const product = (id: number, version: number, title: string, updated: number) => ({
  id: `gid://shopify/Product/${id}`,
  title,
  updatedAt: day(updated),
  _sdc_table_version: version,
})

const putProducts = async (pair: EnginePair) => {
  await pair.put('products', [product(1, 1, 'gone', 1), product(2, 1, 'stays', 1)])
  await pair.each((lake) => lake.activate('products', 1))
}

/** A newer full extraction, which does not see one of them, and what comes too late after it. */
async function putMoreProducts(pair: EnginePair) {
  await pair.put('products', [
    product(2, 2, 'older', 0),
    product(3, 2, 'new', 2),
    { id: 'gid://shopify/Product/3', _sdc_deleted_at: day(9), _sdc_sequence: 9 },
    product(1, 1, 'late', 5),
    product(3, 2, 'before it went', 8),
  ])
  await pair.each((lake) => lake.activate('products', 2))
}

const hit = (id: number, visitor: object, more: object = {}) => ({
  id,
  kind: 'page_view',
  at: day(id),
  visitor,
  visit: { id: 's1', firstPage: 'https://shop.eu/?utm_source=mail', from: null },
  details: { scrolled: 0.5, für: ['a'] },
  ...more,
})

/** Of a source that the user's own model has. */
const putHits = (pair: EnginePair) =>
  pair.put(
    'hits',
    [
      hit(1, { cookie: 'c1', email: null, login: 'ANN@shop.eu' }),
      hit(2, { cookie: 'c2', email: 'who@else.eu' }),
      hit(3, { cookie: 'c3' }, { kind: null }),
    ],
    'web-site',
  )

const model = defineModel({ base: ownModel, sources: [till] })

const putReceipts = (pair: EnginePair) =>
  pair.put('receipts', [{ number: 1, at: day(1) }, { number: null }], 'till')

describe.skipIf(noSpark)('inputs of all kinds, by a model of a user’s own, on both engines', () => {
  let spark: SharedSpark
  let pair: EnginePair
  beforeAll(async () => {
    spark = new SharedSpark()
    pair = await EnginePair.open(spark)
    await putProducts(pair)
    await pair.each((lake) => lake.run('incremental', { model }))
  })
  afterAll(async () => {
    await pair?.close()
    await spark?.close()
  })

  test('only what is broken is refused, and what a full extraction did not see is gone', async () => {
    await putOrders(pair)
    await putReceipts(pair)
    await putArchives(pair)
    await putAddresses(pair)
    await putHits(pair)
    await putMoreProducts(pair)
    const { streams } = await pair.run('incremental', { model })
    const of = (name: string) => streams.find(({ stream }) => stream === name)
    expect(of('orders')).toMatchObject({ records: 5, kept: 4, deadLetters: 1 })
    expect(of('customers')).toMatchObject({
      damagedObjects: 2,
      kept: 4 + addresses.length,
      deadLetters: 2,
    })
    expect(of('receipts')).toMatchObject({ records: 2, kept: 1, deadLetters: 1 })
    expect(of('hits')).toMatchObject({ records: 3, kept: 2, deadLetters: 1 })
    expect((await pair.rows('order_items')).length).toBe(1003)
    const exact = (await pair.rows('orders')).find(({ order_id }) => order_id === '4')
    expect(exact?.total_price).toBe(amount)
    expect(await pair.rows('products')).toMatchObject([{ product_id: '2', title: 'stays' }])
    const regions = (await pair.rows('customers')).filter(({ country }) => country !== null)
    expect(regions.map(({ region }) => region)).toEqual(addresses.map((one) => one[3]))
    const profiles = await pair.rows('profiles')
    expect(profiles.filter(({ value_class }) => value_class === 'vip')).toHaveLength(1)
  })

  test('and so it is when all is made anew', async () => {
    await pair.run('historic', { model })
    expect(await pair.rows('products')).toMatchObject([{ product_id: '2', title: 'stays' }])
  })
})
