import {
  decideSchema,
  labelRun,
  openStore,
  recordSchema,
  type SchemaContract,
  withAccepted,
  withRejected,
} from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestLake } from './testing/lake.ts'
import { customerRecord, orderRecord } from './testing/shopify-records.ts'

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

const name = { customer: 'acme', provider: 'shopify', stream: 'orders' }
const state = () => openStore(lake.zone('state'))
const facts = { at: '2026-11-23T02:00:00Z' }

/** Records a schema of orders with these fields, as the target does, and gives the run's label. */
const schemaOf = async (fields: readonly string[], contract?: SchemaContract) => {
  const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]))
  const { version } = await recordSchema(state(), name, {
    schemaText: JSON.stringify({ properties }),
    keyProperties: ['id'],
    run: 'r',
    at: new Date(),
    ...(contract ? { contract } : {}),
  })
  return labelRun('r1', version)
}
const orderIds = async () => (await lake.rows(duck, 'orders')).map(({ order_id }) => order_id)

test('a field that went stops its stream, and no other, until a person accepts it', async () => {
  await lake.put('orders', [orderRecord(1, 1)], 'shopify', await schemaOf(['id', 'email']))
  await lake.run()
  await lake.put('orders', [orderRecord(2, 2)], 'shopify', await schemaOf(['id']))
  await lake.put('customers', [customerRecord(1, 1)])
  const report = await lake.run()
  const waiting = [{ provider: 'shopify', stream: 'orders', version: 2, objects: 1 }]
  expect(report.waiting).toEqual(waiting)
  expect(report.streams.map(({ stream }) => stream)).toEqual(['customers'])
  const before = await orderIds()
  expect(before).toHaveLength(1)

  expect((await lake.run('historic')).waiting).toEqual(waiting)
  expect(await orderIds()).toEqual(before)

  await decideSchema(state(), name, (one) => withAccepted(one, [2], facts))
  expect((await lake.run()).waiting).toEqual([])
  expect(await orderIds()).toHaveLength(2)
})

test.skipIf(!isLong)(
  'what came under a rejected schema stays out, and what comes after it goes on',
  async () => {
    await lake.put('orders', [orderRecord(1, 1)], 'shopify', await schemaOf(['id', 'email']))
    await lake.put('orders', [orderRecord(2, 2)], 'shopify', await schemaOf(['id']))
    await decideSchema(state(), name, (one) => withRejected(one, [2], facts))
    await lake.put('orders', [orderRecord(3, 3)], 'shopify', await schemaOf(['id', 'email']))
    expect((await lake.run()).waiting).toHaveLength(1)
    const [first, third] = await orderIds()
    expect(await orderIds()).toHaveLength(2)
    expect([String(first), String(third)].join()).not.toContain('Order/2')
  },
)

test('with discard_value a value that its column does not take is left out, and its record goes on', async () => {
  const run = await schemaOf(['id'], 'discard_value')
  const odd = { ...orderRecord(1, 1), processedAt: 'yesterday' }
  const keyless = { ...orderRecord(2, 1), id: null, legacyResourceId: null }
  await lake.put('orders', [odd, keyless], 'shopify', run)
  const { streams } = await lake.run()
  expect(streams).toMatchObject([{ records: 2, kept: 1, deadLetters: 1 }])
  expect(await lake.rows(duck, 'orders')).toMatchObject([{ processed_at: null }])
})
