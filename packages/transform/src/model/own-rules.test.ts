import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineEnrichment } from '../enrichment/define-enrichment.ts'
import { exchange } from '../enrichment/exchange.ts'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, orderRecord } from '../testing/shopify-records.ts'
import { defineModel } from './define-model.ts'
import { customers } from './entities/customers.ts'
import { literal } from './expression.ts'
import { modelDigest } from './model-digest.ts'
import { standardModel } from './standard-model.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let lake: TestLake
let duck: Duck
beforeAll(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
})
afterAll(async () => {
  duck.close()
  await lake.remove()
})

const constant = (value: string) =>
  defineEnrichment({
    name: 'constant',
    doc: 'For tests.',
    entity: customers,
    columns: { constant: { type: 'string', doc: 'For tests.' } },
    values: () => ({ constant: literal(value) }),
  })

const own = (value: string) =>
  defineModel({
    base: standardModel,
    enrichments: [constant(value)],
    validate: {
      orders: [
        { kind: 'range', column: 'total_price', min: 0, max: '1000.00' },
        { kind: 'matches', column: 'currency', pattern: '^[A-Z]{3}$' },
      ],
    },
    identity: { email: { blocked: ['till@shop.eu'] }, phone: { mostRecords: 2 } },
  })

test.runIf(isLong)(
  'records keep to rules, people to limits, and other steps rebuild the tables',
  async () => {
    await lake.put('orders', [
      orderRecord(1, 1, { total: '10.00' }),
      orderRecord(2, 1, { total: '-0.01' }),
      { ...orderRecord(3, 1), currencyCode: 'usd', totalPriceSet: null },
      { ...orderRecord(4, 1, { total: '1000.01' }), test: 'perhaps' },
    ])
    await lake.put('customers', [
      customerRecord(1, 1, { email: 'till@shop.eu' }),
      customerRecord(2, 1, { email: 'till@shop.eu' }),
      customerRecord(3, 1, { phone: '+16505551212' }),
      customerRecord(4, 1, { phone: '+16505551212' }),
      customerRecord(5, 1, { phone: '+16505551212' }),
      customerRecord(6, 1, { email: 'ann@shop.eu' }),
      customerRecord(7, 1, { email: 'ann@shop.eu' }),
    ])
    const { streams } = await lake.run('incremental', { model: own('a') })
    expect(streams.find(({ stream }) => stream === 'orders')).toMatchObject({
      kept: 1,
      deadLetters: 3,
    })
    const letters = await lake.deadLetters()
    const told = letters.map(({ kind, reason_code, messages }) => [
      kind,
      reason_code,
      messages.map(({ path, keyword, message }) => [path, keyword, message]),
    ])
    expect(told).toEqual(
      expect.arrayContaining([
        [
          'quality',
          'RULE_BROKEN',
          [['/totalPriceSet/shopMoney/amount', 'range', 'must lie within 0..1000.00']],
        ],
        [
          'quality',
          'RULE_BROKEN',
          [['/totalPriceSet/shopMoney/currencyCode', 'matches', 'must match ^[A-Z]{3}$']],
        ],
      ]),
    )
    expect(letters.find(({ kind }) => kind === 'schema')?.messages).toHaveLength(2)
    expect(await lake.rows(duck, 'profiles')).toHaveLength(6)
    expect((await lake.run('incremental', { model: own('a') })).tables).toEqual([])
    const other = await lake.run('incremental', { model: own('b') })
    expect(other.rebuilt).toContain('steps of the model')
    expect((await lake.rows(duck, 'customers')).map((row) => row.constant)).toEqual(
      Array(7).fill('b'),
    )
  },
  60_000,
)

test('a model is another one where the same records become other rows', () => {
  const rates = (rate: string, mostDaysOld = 0) =>
    modelDigest(
      defineModel({
        base: standardModel,
        enrichments: [
          exchange({
            to: 'EUR',
            rates: [{ date: '2026-01-01', from: 'USD', to: 'EUR', rate }],
            mostDaysOld,
          }),
        ],
      }),
    )
  expect(modelDigest(own('a'))).toBe(modelDigest(own('a')))
  expect(modelDigest(own('b'))).not.toBe(modelDigest(own('a')))
  expect(rates('1')).not.toBe(modelDigest(standardModel))
  expect(rates('2')).toBe(rates('1'))
})

test.each([
  [
    'which has it',
    { enrichments: [{ ...constant('a'), columns: { email: { type: 'string', doc: '' } } }] },
  ],
  ['neither a table of records', { enrichments: [{ ...constant('a'), table: 'order_items' }] }],
  ['no column nothing', { validate: { orders: [{ kind: 'not_null', column: 'nothing' }] } }],
] as const)('what a model cannot be is refused: %s', (words, parts) => {
  expect(() => defineModel({ base: standardModel, ...parts })).toThrow(words)
})
