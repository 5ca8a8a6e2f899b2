import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineModel } from '../model/define-model.ts'
import { standardModel } from '../model/standard-model.ts'
import { enriched } from '../testing/enriched.ts'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, orderRecord } from '../testing/shopify-records.ts'
import { exchange, type Rate, ratesByDay } from './exchange.ts'
import { ratesOfCsv, ratesOfJson, readRates } from './read-rates.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

const rate = (date: string, from: string, value: string, to = 'EUR'): Rate => ({
  date,
  from,
  to,
  rate: value,
})

const withRates = (rates: readonly Rate[], mostDaysOld = 0) =>
  defineModel({ base: standardModel, enrichments: [exchange({ to: 'EUR', rates, mostDaysOld })] })

test('amounts are exchanged at the rate of the day, exactly, and never by a guess', async () => {
  const model = withRates([
    rate('2026-01-02', 'USD', '0.5'),
    rate('2026-01-02', 'JPY', '0.0061234567'),
    rate('2026-01-03', 'USD', '0.9'),
    rate('2026-01-02', 'USD', '80', 'JPY'),
  ])
  const cases: readonly [string | null, string | null, string, string | null, string | null][] = [
    ['10.05', 'USD', '2026-01-02T00:00:00Z', '5.03', '0.5000000000'],
    ['-10.05', 'USD', '2026-01-02T23:59:59Z', '-5.03', '0.5000000000'],
    ['10.04', 'USD', '2026-01-02T01:30:00+02:00', null, null],
    ['10.00', 'USD', '2026-01-03T12:00:00Z', '9.00', '0.9000000000'],
    ['9999999999999999.99', 'JPY', '2026-01-02T12:00:00Z', '61234567000000.00', '0.0061234567'],
    ['12.34', 'EUR', '2020-01-01T00:00:00Z', '12.34', '1.0000000000'],
    ['12.34', 'GBP', '2026-01-02T00:00:00Z', null, null],
    [null, 'USD', '2026-01-02T00:00:00Z', null, '0.5000000000'],
    ['1.00', null, '2026-01-02T00:00:00Z', null, null],
  ]
  const rows = cases.map(([total_price, currency, processed_at], index) => ({
    order_id: String(index),
    total_price,
    currency,
    processed_at,
  }))
  const found = await enriched(duck, model, 'orders', rows)
  const told = found
    .sort((a, b) => Number(a.order_id) - Number(b.order_id))
    .map((row) => [row.reporting_total_price, row.exchange_rate, row.reporting_currency])
  expect(told).toEqual(cases.map(([, , , amount, at]) => [amount, at, 'EUR']))
})

test('a rate holds as many days as it is told to, until a newer one', () => {
  const rates = [rate('2026-01-30', 'USD', '1'), rate('2026-02-01', 'USD', '2')]
  expect([...ratesByDay({ to: 'EUR', rates, mostDaysOld: 3 })].sort()).toEqual([
    ['2026-01-30 USD', '1'],
    ['2026-01-31 USD', '1'],
    ['2026-02-01 USD', '2'],
    ['2026-02-02 USD', '2'],
    ['2026-02-03 USD', '2'],
    ['2026-02-04 USD', '2'],
  ])
})

test.each<[string, Rate[]]>([
  ['no date', [rate('2026-02-30', 'USD', '1')]],
  ['no currency', [rate('2026-01-01', 'usd', '1')]],
  ['above 0', [rate('2026-01-01', 'USD', '0.000')]],
  ['above 0', [rate('2026-01-01', 'USD', '-1')]],
  ['10 after it', [rate('2026-01-01', 'USD', '0.12345678901')]],
  ['two rates', [rate('2026-01-01', 'USD', '1'), rate('2026-01-01', 'USD', '1.1')]],
])('rates that are wrong are refused: %s', (what, rates) => {
  expect(() => exchange({ to: 'EUR', rates })).toThrow(
    expect.objectContaining({
      code: 'TRANSFORM_RATES',
      message: expect.stringContaining(what),
      exitCode: 2,
    }),
  )
})

test('rates are read from CSV and JSON as they are written', async () => {
  const wanted = [rate('2026-01-02', 'USD', '0.9200'), rate('2026-01-03', 'USD', '1.00')]
  const csv =
    '\uFEFFRate;date;FROM;to\r\n0.9200;2026-01-02;USD;EUR\r\n"1.00";2026-01-03;"USD";EUR\r\n\r\n'
  const json = `[{"date":"2026-01-02","from":"USD","to":"EUR","rate": 0.9200},
    {"date":"2026-01-03","from":"USD","to":"EUR","rate":"1.00"}]`
  const directory = await mkdtemp(join(tmpdir(), 'rates-'))
  await writeFile(join(directory, 'rates.csv'), csv)
  await writeFile(join(directory, 'rates.json'), json)
  expect(await readRates(join(directory, 'rates.csv'))).toEqual(wanted)
  expect(await readRates(join(directory, 'rates.json'))).toEqual(wanted)
  await rm(directory, { recursive: true })
})

test.each([
  ['there is no column rate', () => ratesOfCsv('date,from,to\n2026-01-01,USD,EUR')],
  [
    'line 3 has no rate',
    () => ratesOfCsv('date,from,to,rate\n2026-01-01,USD,EUR,1\n2026-01-02,USD,EUR,'),
  ],
  ['entry 1 has no to', () => ratesOfJson('[{"date":"2026-01-01","from":"USD","rate":1}]')],
  ['no JSON', () => ratesOfJson('{')],
  ['a list', () => ratesOfJson('{}')],
])('what cannot be read says where: %s', (what, read) => {
  expect(read).toThrow(what)
})

test.runIf(isLong)(
  'profiles add up what was exchanged, and a rate that is missing is a warning',
  async () => {
    const lake = await TestLake.create()
    await lake.put('customers', [customerRecord(1, 1), customerRecord(2, 1)])
    await lake.put('orders', [
      orderRecord(1, 1, { customer: 1, total: '10.05' }),
      orderRecord(2, 1, { customer: 1, total: '10.00' }),
      orderRecord(3, 1, { customer: 2, total: '7.00' }),
    ])
    const rates = [rate('2026-01-01', 'USD', '0.5'), rate('2026-01-02', 'USD', '0.9')]
    const { quality } = await lake.run('incremental', { model: withRates(rates) })
    expect(quality.filter(({ violations }) => violations > 0)).toEqual([
      {
        table: 'orders',
        rule: 'complete exchange_rate where currency, total_price',
        severity: 'warn',
        violations: 1,
      },
    ])
    const profiles = await lake.rows(duck, 'profiles')
    const told = profiles
      .sort((a, b) => Number(b.orders_count) - Number(a.orders_count))
      .map((row) => [
        row.total_spent,
        row.reporting_total_spent,
        row.reporting_average_order_value,
        row.reporting_currency,
        row.recency_days,
      ])
    expect(told).toEqual([
      ['20.05', '14.03', '7.02', 'EUR', 333],
      ['7.00', null, null, 'EUR', 332],
    ])
    await lake.remove()
  },
)
