import { Duck } from '@descant/lake/duckdb'
import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  tuple,
  uniqueArray,
} from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defineModel, type Model } from './model/define-model.ts'
import { standardModel } from './model/standard-model.ts'
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

const id = integer({ min: 1, max: 12 })
const version = integer({ min: 1, max: 30 })
const email = integer({ min: 1, max: 10 }).map((number) => `m${number}@shop.eu`)
const phone = integer({ min: 1, max: 10 }).map((number) => `+4917123456${10 + number}`)

const customerVersion = tuple(id, version, record({ email: option(email), phone: option(phone) }))
const orderVersion = tuple(
  id,
  version,
  record({
    customer: option(id),
    email: option(email),
    total: integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
    lines: array(integer({ min: 1, max: 4 }), { maxLength: 3 }),
  }),
)
/** One version of a record, alone of its kind: two of the same version are the same. */
const event = oneof(
  {
    weight: 4,
    arbitrary: customerVersion.map(([n, v, facts]) => ({
      stream: 'customers',
      v,
      n,
      line: customerRecord(n, v, facts) as object | string,
    })),
  },
  {
    weight: 4,
    arbitrary: orderVersion.map(([n, v, facts]) => ({
      stream: 'orders',
      v,
      n,
      line: orderRecord(n, v, facts),
    })),
  },
  {
    weight: 1,
    arbitrary: tuple(constantFrom('Customer', 'Order'), id, version).map(([kind, n, v]) => ({
      stream: kind === 'Order' ? 'orders' : 'customers',
      v: v + 0.5,
      n,
      line: deletion(kind as 'Order', n, v),
    })),
  },
  { weight: 1, arbitrary: constant({ stream: 'orders', v: 0, n: 0, line: '{"id":' }) },
)

const history = uniqueArray(event, {
  minLength: isLong ? 60 : 30,
  maxLength: isLong ? 120 : 60,
  selector: ({ stream, v, n }) => `${stream} ${n} ${v}`,
})

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
        history,
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

/** Ids depend on what came first; who belongs together does not. */
function withoutIds({ identity_map, identity_merges, ...tables }: Record<string, Row[]>) {
  const members = new Map<unknown, unknown>()
  for (const { node, profile_id } of identity_map ?? []) {
    if (!members.has(profile_id)) members.set(profile_id, node)
  }
  const renamed = Object.entries(tables).map(([name, rows]) => [
    name,
    rows
      .map((row) =>
        'profile_id' in row ? { ...row, profile_id: members.get(row.profile_id) ?? null } : row,
      )
      .map((row) =>
        JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      )
      .sort(),
  ])
  return Object.fromEntries(renamed)
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
