import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openStore, openTable } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readLedger } from './ingest/ledger.ts'
import { TestLake } from './testing/lake.ts'
import { customerRecord, day, deletion, orderRecord } from './testing/shopify-records.ts'
import type { TransformReport } from './transform-report.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
let lake: TestLake

beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())
beforeEach(async () => {
  lake = await TestLake.create()
  return lake.remove
})

const counts = (report: TransformReport, stream: string) => {
  const { records, kept, superseded, deleted, deadLetters } =
    report.streams.find((found) => found.stream === stream) ?? ({} as never)
  return { records, kept, superseded, deleted, deadLetters }
}
const committed = (report: TransformReport) =>
  report.tables.filter((table) => table.committed).map(({ table }) => table)

test('people, what they bought, and what became of every record', async () => {
  await lake.put('customers', [
    customerRecord(1, 2, { email: 'Ann@Shop.eu', firstName: 'Ann' }),
    customerRecord(1, 1, { email: 'old@shop.eu' }),
    customerRecord(2, 1, { email: 'bob@shop.eu', phone: '+16505551212' }),
    customerRecord(3, 3, { phone: '+1 650 555 1212', firstName: 'Bobby' }),
  ])
  await lake.put('orders', [
    orderRecord(1, 5, { customer: 1, total: '100.01', lines: [1, 2] }),
    orderRecord(2, 6, { email: 'ann@shop.eu', total: '0.00' }),
    orderRecord(3, 6, { customer: 1, total: '5000.00', cancelledAt: day(7) }),
    orderRecord(4, 6, { customer: 1, total: '5000.00', test: true }),
    orderRecord(5, 6),
    '{"id": ',
    { ...orderRecord(6, 6), createdAt: 'today' },
  ])
  const report = await lake.run()
  expect(counts(report, 'customers')).toEqual({
    records: 4,
    kept: 3,
    superseded: 1,
    deleted: 0,
    deadLetters: 0,
  })
  expect(counts(report, 'orders')).toEqual({
    records: 7,
    kept: 5,
    superseded: 0,
    deleted: 0,
    deadLetters: 2,
  })
  const [first, second] = await lake
    .rows(duck, 'profiles')
    .then((rows) => rows.sort((a, b) => Number(b.orders_count) - Number(a.orders_count)))
  expect(first).toMatchObject({
    email: 'ann@shop.eu',
    first_name: 'Ann',
    orders_count: 2n,
    total_spent: '100.01',
    average_order_value: '50.01',
    currency: 'USD',
    first_order_at: day(1),
    last_order_at: day(2),
    sources: ['shopify'],
    created_at: day(1),
    updated_at: day(6),
  })
  expect(second).toMatchObject({
    email: 'bob@shop.eu',
    phone: '+16505551212',
    first_name: 'Bobby',
    orders_count: 0n,
    total_spent: '0.00',
    average_order_value: null,
  })
  const orders = await lake.rows(duck, 'orders')
  expect(orders.map((order) => order.profile_id)).toEqual([
    ...Array(4).fill(first?.profile_id),
    null,
  ])
  expect(await lake.rows(duck, 'order_items')).toHaveLength(6)
  expect((await lake.deadLetters()).map((letter) => letter.kind)).toEqual(['protocol', 'schema'])
})

test('a run that finds nothing new, or nothing that changes a row, commits nothing', async () => {
  await lake.put('customers', [customerRecord(1, 2)])
  await lake.run()
  const report = await lake.run()
  expect(report).toMatchObject({ objects: { listed: 1, consumed: 0 }, streams: [], tables: [] })
  await lake.put('customers', [customerRecord(1, 1), customerRecord(1, 2)])
  const again = await lake.run()
  expect(counts(again, 'customers')).toMatchObject({ records: 2, kept: 1, superseded: 1 })
  expect(committed(again)).toEqual([])
  expect(await readdir(join(lake.directory, 'processed/acme/customers/metadata'))).toContain(
    'v1.metadata.json',
  )
  expect(await readdir(join(lake.directory, 'processed/acme/customers/metadata'))).not.toContain(
    'v2.metadata.json',
  )
  expect((await lake.run()).objects.consumed).toBe(0)
})

test('only the tables that change are committed, and the old rows can be had back', async () => {
  await lake.put('customers', [customerRecord(1, 1, { firstName: 'Ann' })])
  const first = await lake.run()
  expect(committed(first)).toHaveLength(15)
  await lake.put('products', [{ id: 'gid://shopify/Product/7', title: 'Tea', updatedAt: day(1) }])
  expect(committed(await lake.run())).toEqual(['products'])
  await lake.put('customers', [customerRecord(1, 2, { firstName: 'Anna' })])
  expect(committed(await lake.run())).toEqual(['customers', 'profiles'])
  const table = openTable(openStore(lake.zone('processed')), 'acme/customers')
  const old = await table.snapshot(
    first.tables.find((found) => found.table === 'customers')?.snapshotId ?? '',
  )
  expect(old.files.map(({ rows }) => rows)).toEqual([1])
})

test("an order's newer version replaces its lines wholly", async () => {
  const lines = [1, 2, 3]
  await lake.put(
    'orders',
    [1, 2, 3].map((id) => orderRecord(id, 1, { lines })),
  )
  await lake.run()
  await lake.put('orders', [
    orderRecord(1, 2, { lines: [3, 3, 5] }),
    orderRecord(2, 2, { lines: [] }),
  ])
  await lake.run()
  const rows = await lake.rows(duck, 'order_items')
  expect(rows.map((line) => `${line.order_id}: ${line.title}`)).toEqual([
    '1: line 3 of version 2',
    '1: line 5 of version 2',
    ...lines.map((line) => `3: line ${line} of version 1`),
  ])
})

test('a deletion removes the record and all it carries, and a late older version stays away', async () => {
  await lake.put('orders', [orderRecord(1, 1), orderRecord(2, 1), orderRecord(3, 1)])
  await lake.run()
  await lake.put(
    'orders',
    [1, 3, 9].map((id) => deletion('Order', id, 5)),
  )
  expect(counts(await lake.run(), 'orders')).toMatchObject({ records: 3, deleted: 3, kept: 0 })
  await lake.put('orders', [orderRecord(1, 4), orderRecord(9, 4), orderRecord(3, 6)])
  expect(counts(await lake.run(), 'orders')).toMatchObject({ superseded: 2, kept: 1 })
  const ids = async (table: string, column: string) =>
    (await lake.rows(duck, table)).map((row) => row[column])
  expect(await ids('orders', 'order_id')).toEqual(['2', '3'])
  expect(await ids('order_items', 'order_id')).toEqual(['2', '3'])
  expect(await ids('deleted_records', 'record_id')).toEqual(['1', '9'])
})

test.skipIf(!isLong)(
  'a complete full extraction retires the rows that it did not see',
  async () => {
    const seen = (version: number | null, ...records: object[]) =>
      records.map((record) => ({ ...record, _sdc_table_version: version }))
    await lake.put('orders', [
      ...seen(100, orderRecord(1, 9), orderRecord(2, 1)),
      ...seen(null, orderRecord(3, 1)),
      ...seen(200, orderRecord(1, 3)),
    ])
    await lake.run()
    expect(await lake.rows(duck, 'orders')).toHaveLength(3)
    await lake.activate('orders', 200)
    await lake.run()
    const orders = await lake.rows(duck, 'orders')
    expect(orders.map((order) => order.order_id)).toEqual(['1', '3'])
    expect(orders[0]).toMatchObject({ updated_at: day(9), _sdc_table_version: 200n })
    expect(await lake.rows(duck, 'order_items')).toHaveLength(2)
    await lake.put('orders', seen(100, orderRecord(4, 1)))
    expect(counts(await lake.run(), 'orders')).toMatchObject({ deleted: 1, kept: 0 })
    const incremental = await lake.tables(duck)
    await lake.run('historic')
    expect(await lake.tables(duck)).toEqual(incremental)
  },
)

test.skipIf(!isLong)(
  'two providers of one type keep their records apart and their people together',
  async () => {
    await lake.put('customers', [customerRecord(1, 1, { email: 'ann@shop.eu' })], 'shop-eu')
    await lake.put('customers', [customerRecord(1, 1, { email: 'ann@shop.eu' })], 'shop-us')
    await lake.run('incremental', { sources: { 'shop-eu': 'shopify', 'shop-us': 'shopify' } })
    const customers = await lake.rows(duck, 'customers')
    expect(customers.map((customer) => customer.provider)).toEqual(['shop-eu', 'shop-us'])
    expect(await lake.rows(duck, 'profiles')).toMatchObject([{ sources: ['shop-eu', 'shop-us'] }])
  },
)

test('all tables are there after a run, and streams that none is made of wait', async () => {
  await lake.put('products', [])
  await lake.put('locations', [{ id: 1 }])
  const report = await lake.run()
  expect(report.tables.map(({ rows }) => rows)).toEqual(Array(15).fill(0))
  expect(await lake.rows(duck, 'profiles')).toEqual([])
  expect(report.unmapped).toEqual([{ provider: 'shopify', stream: 'locations', objects: 1 }])
  expect(report.objects).toEqual({ listed: 2, consumed: 1 })
  expect((await lake.run()).tables).toEqual([])
})

test('a damaged object is parked whole and counted, and the run goes on', async () => {
  const whole = gzipSync(
    Array.from({ length: 500 }, () => JSON.stringify(orderRecord(1, (Math.random() * 9) | 0))).join(
      '\n',
    ),
  )
  const key = await lake.put('orders', whole.subarray(0, whole.length >> 1))
  await lake.put('orders', [orderRecord(2, 1)])
  const report = await lake.run()
  expect(report.streams).toMatchObject([{ objects: 2, records: 1, kept: 1, damagedObjects: 1 }])
  expect(await lake.deadLetters()).toMatchObject([
    { kind: 'protocol', reason_code: 'OBJECT_DAMAGED', source: { object_key: key } },
  ])
})

test('a provider of no known type is an error that says how to name one', async () => {
  await lake.put('customers', [customerRecord(1, 1)], 'my-shop')
  await expect(lake.run()).rejects.toMatchObject({
    code: 'TRANSFORM_SOURCE_UNKNOWN',
    exitCode: 2,
    message: expect.stringMatching(/my-shop.*shopify.*--source-type my-shop=TYPE/s),
  })
  await expect(lake.run('incremental', { sources: { 'my-shop': 'magento' } })).rejects.toThrow(
    /magento/,
  )
})

test('a customer of whom nothing was ever extracted is an error that says where it looked', async () => {
  await expect(lake.run()).rejects.toMatchObject({
    code: 'TRANSFORM_NO_RAW_DATA',
    exitCode: 2,
    message: expect.stringContaining(`${lake.zone('raw')}/acme/`),
  })
})

test.skipIf(!isLong)(
  'raw objects that have expired are no news, and never empty the tables',
  async () => {
    await lake.put('customers', [customerRecord(1, 1)])
    await lake.run()
    await rm(join(lake.directory, 'raw'), { recursive: true })
    expect((await lake.run()).tables).toEqual([])
    await expect(lake.run('historic')).rejects.toMatchObject({ code: 'TRANSFORM_NO_RAW_DATA' })
    expect(await lake.rows(duck, 'customers')).toHaveLength(1)
  },
)

test.skipIf(!isLong)('where the tables are not those of the ledger, they are rebuilt', async () => {
  await lake.put('customers', [customerRecord(1, 1)])
  await lake.run()
  await rename(join(lake.directory, 'processed'), join(lake.directory, 'elsewhere'))
  await lake.put('customers', [customerRecord(2, 1)])
  const report = await lake.run()
  expect(report.rebuilt).toMatch(/is not there/)
  expect(await lake.rows(duck, 'customers')).toHaveLength(2)
})

test('of two runs at once the one that is overtaken begins again, and nothing is consumed twice', async () => {
  await lake.put('customers', [customerRecord(1, 1), customerRecord(2, 1)])
  const reports = await Promise.all([lake.run(), lake.run()])
  expect(reports.map(({ objects }) => objects.consumed).sort()).toEqual([0, 1])
  expect(await lake.rows(duck, 'customers')).toHaveLength(2)
  expect(await lake.rows(duck, 'profiles')).toHaveLength(2)
  const ledger = await readLedger(openStore(lake.zone('state')), 'acme')
  for (const { table, snapshotId } of (await lake.run()).tables) {
    expect([table, snapshotId]).toEqual([table, ledger.snapshots[table]])
  }
})

test.skipIf(!isLong)(
  'what a killed run has committed is taken back by the next, also without news',
  async () => {
    await lake.put('customers', [customerRecord(1, 1, { firstName: 'Ann' })])
    await lake.run()
    const before = await lake.tables(duck)
    const key = await lake.put('customers', [customerRecord(1, 2, { firstName: 'Anna' })])
    const killed = lake.run('incremental', {
      onProgress: ({ stage, subject }) => {
        if (stage === 'publish' && subject === 'orders') throw new Error('killed')
      },
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await lake.rows(duck, 'customers')).toMatchObject([{ first_name: 'Anna' }])
    await rm(join(lake.directory, 'raw', key))
    expect(committed(await lake.run())).toEqual(['customers'])
    expect(await lake.tables(duck)).toEqual(before)
    expect((await lake.run()).tables).toEqual([])
  },
)

test('a change rewrites the files that hold it, and new rows lie beside the others', async () => {
  const paths = async (name: string) => {
    const table = openTable(openStore(lake.zone('processed')), `acme/${name}`)
    const files = (await table.current())?.files ?? []
    return new Map(
      files.map(({ path, partition }) => [path, Object.values(partition ?? {}).join()]),
    )
  }
  const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
    [...after].filter(([path]) => !before.has(path)).map(([, partition]) => partition)
  const april = { ...orderRecord(100, 1), createdAt: day(100) }
  await lake.put('orders', [orderRecord(1, 1), orderRecord(40, 1), april])
  await lake.run()
  const first = await paths('orders')
  expect([...first.values()].sort()).toEqual(['2026-01', '2026-02', '2026-04'])
  // A late version with another time of creation leaves the month that its row lay in.
  await lake.put('orders', [{ ...orderRecord(40, 2), createdAt: day(2) }, orderRecord(101, 1)])
  await lake.run()
  const second = await paths('orders')
  expect(changed(first, second).sort()).toEqual(['2026-01', '2026-04'])
  expect([...second.values()].sort()).toEqual(['2026-01', '2026-01', '2026-04', '2026-04'])
  expect(await lake.rows(duck, 'orders')).toHaveLength(4)
  expect(await lake.rows(duck, 'order_items')).toHaveLength(4)
})

test('an aborted run says so and leaves nothing behind', async () => {
  await lake.put('customers', [customerRecord(1, 1)])
  const controller = new AbortController()
  const run = lake.run('incremental', {
    signal: controller.signal,
    onProgress: ({ stage }) => stage === 'merge' && controller.abort(),
  })
  await expect(run).rejects.toMatchObject({ code: 'TRANSFORM_ABORTED' })
  expect(await readdir(join(lake.directory, 'temporary'))).toEqual([])
  expect(await readdir(lake.directory)).not.toContain('state')
})
