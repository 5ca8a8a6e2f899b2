import { Duck } from '@descant/lake/duckdb'
import { array, assert, asyncProperty, integer } from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defineModel, type Model } from './model/define-model.ts'
import { standardModel } from './model/standard-model.ts'
import { anyHistory, withoutIds } from './testing/any-history.ts'
import { type Row, TestLake } from './testing/lake.ts'
import { customerRecord, deletion, orderRecord } from './testing/shopify-records.ts'

/** Each case runs whole transforms: a machine that is busy needs its time. */
vi.setConfig({ testTimeout: 300_000 })

/** More of the same proofs, as CI runs them. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

/** What ties people, as it is built in and where it ties few; the latter take long to try. */
const models = [
  { words: 'as they are built in', model: standardModel, runs: isLong ? 6 : 1 },
  ...(isLong
    ? [
        {
          words: 'that few records may share',
          runs: 2,
          model: defineModel({
            base: standardModel,
            identity: { email: { mostRecords: 2 }, phone: { mostRecords: 3 } },
          }),
        },
        {
          words: 'of which a profile may have few',
          runs: 2,
          model: defineModel({
            base: standardModel,
            identity: {
              email: { mostPerProfile: 1 },
              phone: { mostPerProfile: 2, mostRecords: 3 },
            },
          }),
        },
      ]
    : []),
]

test.each(models)(
  'runs over any split of the records, in any order, make the tables that one run makes: identifiers $words',
  async ({ model, runs: numRuns }) => {
    await assert(
      asyncProperty(
        anyHistory(isLong ? 60 : 30),
        array(integer({ min: 0, max: 2 }), { minLength: 120, maxLength: 120 }),
        async (events, runs) => {
          const split = await TestLake.create()
          const whole = await TestLake.create()
          try {
            for (const number of [0, 1, 2]) {
              for (const stream of ['customers', 'orders']) {
                const part = events.filter(
                  (found, index) => runs[index] === number && found.stream === stream,
                )
                await split.put(
                  stream,
                  part.map(({ line }) => line),
                )
                await whole.put(
                  stream,
                  part.map(({ line }) => line),
                )
              }
              await split.run('incremental', { model })
            }
            const incremental = await split.tables(duck)
            await split.run('historic', { model })
            expect(await split.tables(duck)).toEqual(incremental)
            expect(withoutIds(incremental)).toEqual(withoutIds(await fresh(whole, model)))
            expect(uniqueProfiles(incremental)).toBe(true)
            expect(await split.deadLetters()).toHaveLength(events.filter(({ n }) => n === 0).length)
          } finally {
            await split.remove()
            await whole.remove()
          }
        },
      ),
      { endOnFailure: true, numRuns },
    )
  },
)

async function fresh(lake: TestLake, model: Model) {
  await lake.run('historic', { model })
  return lake.tables(duck)
}

/** Every customer has a profile, and every profile of a row is one of the table. */
function uniqueProfiles({ profiles = [], customers = [], orders = [] }: Record<string, Row[]>) {
  const known = new Set(profiles.map((profile) => profile.profile_id))
  return (
    known.size === profiles.length &&
    customers.every((customer) => known.has(customer.profile_id)) &&
    orders.every((order) => order.profile_id === null || known.has(order.profile_id))
  )
}

test.skipIf(!isLong)(
  'a run that is killed between any two commits loses nothing and doubles nothing',
  async () => {
    const lake = await TestLake.create()
    const tables = standardModel.commitOrder.map(({ name }) => name)
    const killPoints = [
      'identity',
      ...tables.map((name) => `publish ${name}`),
      'close',
      'tidy profiles',
      'tidy orders',
    ]
    const people = Array.from({ length: killPoints.length + 2 }, (_, index) => index + 1)
    await lake.put(
      'customers',
      people.map((n) => customerRecord(n, 1, { email: `m${n}@shop.eu` })),
    )
    await lake.put(
      'orders',
      [1, 2, 3].map((n) => orderRecord(n, 1, { customer: n, lines: [1, 2] })),
    )
    await lake.run()
    for (const [index, point] of killPoints.entries()) {
      const v = index + 2
      await lake.put('customers', [customerRecord(index + 2, v, { email: 'm1@shop.eu' })])
      await lake.put('orders', [
        orderRecord(1, v, { customer: 1, lines: [v] }),
        deletion('Order', 2, v),
        '{',
      ])
      const killed = lake.run('incremental', {
        onProgress: ({ stage, subject }) => {
          if ([stage, subject].join(' ').trim() === point) throw new Error('killed')
        },
      })
      await expect(killed).rejects.toThrow('killed')
      const { objects } = await lake.run()
      expect(objects.consumed).toBe(point.startsWith('tidy') ? 0 : 2)
      const lines = await lake.rows(duck, 'order_items')
      expect(lines[0]).toMatchObject({ order_id: '1', line_item_id: String(v) })
    }
    const incremental = await lake.tables(duck)
    expect(incremental.profiles).toHaveLength(people.length - killPoints.length)
    expect(incremental.identity_merges).toHaveLength(killPoints.length)
    expect(incremental.order_items?.map((line) => line.line_item_id)).toEqual([
      String(killPoints.length + 1),
      '1',
      '2',
    ])
    expect(await lake.deadLetters()).toHaveLength(killPoints.length)
    await lake.run('historic')
    expect(await lake.tables(duck)).toEqual(incremental)
    await lake.remove()
  },
)
