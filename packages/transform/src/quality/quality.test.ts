import { Duck } from '@descant/lake/duckdb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineModel, type ModelParts } from '../model/define-model.ts'
import { standardModel } from '../model/standard-model.ts'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, orderRecord } from '../testing/shopify-records.ts'
import type { QualityRule } from './quality-rule.ts'

const withRules = (quality: ModelParts['quality'] & object) =>
  defineModel({ base: standardModel, quality })

let lake: TestLake
let duck: Duck
beforeEach(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
  await lake.put('customers', [
    customerRecord(1, 1, { email: 'ann@shop.eu' }),
    customerRecord(2, 2, { email: 'ann@shop.eu' }),
    customerRecord(3, 3),
  ])
  await lake.put('orders', [
    orderRecord(1, 1, { customer: 1, total: '-5.00' }),
    orderRecord(2, 1, { customer: 9, total: '7.00' }),
    orderRecord(3, 1, { total: '8.00' }),
  ])
})
afterEach(async () => {
  duck.close()
  await lake.remove()
})

test('built-in rules warn of what is odd, and everything is published', async () => {
  const { quality } = await lake.run()
  const broken = quality.filter(({ violations }) => violations > 0)
  expect(broken).toEqual([
    { table: 'orders', rule: 'range total_price 0..', severity: 'warn', violations: 1 },
    {
      table: 'orders',
      rule: 'foreign_key provider, customer_id to customers',
      severity: 'warn',
      violations: 1,
    },
  ])
  expect(await lake.rows(duck, 'orders')).toHaveLength(3)
})

const rules: readonly [QualityRule, number][] = [
  [{ kind: 'not_null', column: 'email' }, 1],
  [{ kind: 'unique', columns: ['email'] }, 1],
  [{ kind: 'unique', columns: ['provider', 'customer_id'] }, 0],
  [{ kind: 'range', column: 'updated_at', min: '2026-01-02T00:00:00Z' }, 1],
  [{ kind: 'range', column: 'created_at', max: '2026-01-01T00:00:00Z' }, 0],
  [{ kind: 'fresh', column: 'updated_at', hours: 24 }, 3],
  [{ kind: 'fresh', column: 'updated_at', hours: 24 * 365 }, 0],
]

test('each kind of rule counts the rows that break it', async () => {
  const { quality } = await lake.run('incremental', {
    model: withRules({ customers: rules.map(([rule]) => rule) }),
  })
  const counted = quality.filter(({ table }) => table === 'customers')
  expect(counted.map(({ violations }) => violations)).toEqual(rules.map(([, count]) => count))
})

test('a rule that must hold keeps every table as it was', async () => {
  await lake.run()
  await lake.put('customers', [customerRecord(4, 4)])
  await lake.put('orders', [orderRecord(4, 4, { total: '1.00' })])
  const quality = {
    customers: [{ kind: 'not_null', column: 'email', severity: 'fail' }],
  } as const
  await expect(lake.run('incremental', { model: withRules(quality) })).rejects.toMatchObject({
    code: 'TRANSFORM_QUALITY',
    message: expect.stringContaining('customers: not_null email (2 rows)'),
  })
  expect(await lake.rows(duck, 'customers')).toHaveLength(3)
  expect(await lake.rows(duck, 'orders')).toHaveLength(3)
  await lake.run()
  expect(await lake.rows(duck, 'orders')).toHaveLength(4)
})

test('rules of what is not there are refused, all at once', () => {
  const quality = {
    people: [{ kind: 'not_null', column: 'x' }],
    orders: [
      { kind: 'unique', columns: ['nr'] },
      { kind: 'foreign_key', columns: ['order_id'], table: 'products', references: ['sku'] },
    ],
  } as const
  expect(() => withRules(quality)).toThrow(
    'there is no table people; orders has no column nr; products has no column sku',
  )
})
