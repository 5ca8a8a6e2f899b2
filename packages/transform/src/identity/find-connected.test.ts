import { Duck } from '@descant/lake/duckdb'
import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { customers } from '../model/entities/customers.ts'
import { orders } from '../model/entities/orders.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { columnsOf } from '../sql/select.ts'
import { relation } from '../testing/relation.ts'
import { findConnected, outsideIdentifiers } from './find-connected.ts'
import { graphColumns } from './graph-columns.ts'
import { resolveIdentities } from './resolve-identities.ts'

vi.setConfig({ testTimeout: 600_000 })

/** More of the same proofs, as CI runs them. */
const isLong = process.env.DESCANT_LONG === '1'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

type Row = Readonly<Record<string, string | null>>

/** Customers by their id, and orders by theirs; one that is not there any more is undefined. */
interface Records {
  readonly customers: ReadonlyMap<number, Row>
  readonly orders: ReadonlyMap<number, Row>
}

const table = async (name: string, query: string) =>
  duck.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${query}`)

const customerRows = (found: ReadonlyMap<number, Row>) =>
  relation(
    customers,
    Array.from(found, ([id, row]) => ({ provider: 'shop', customer_id: `c${id}`, ...row })),
  )

const orderRows = (found: ReadonlyMap<number, Row>) =>
  relation(
    orders,
    Array.from(found, ([id, row]) => ({ provider: 'shop', order_id: `o${id}`, ...row })),
  )

const given = { map: 'identity_map_stored', merges: 'merges_stored', now: new Date(0) }

/** The ids of nodes, as sets of nodes that are one profile. */
async function groups(map: string): Promise<string[]> {
  const rows = await duck.rows<{ nodes: string[] }>(
    `SELECT list_sort(list(node)) AS nodes FROM ${map} GROUP BY profile_id`,
  )
  return rows.map(({ nodes }) => nodes.join(' ')).sort()
}

const withProfile = (name: string, rows: string) =>
  table(
    `${name}_stored`,
    `SELECT r.* EXCLUDE (profile_id), m.profile_id, 'f' AS _file FROM ${rows} r LEFT JOIN (
  ${name === 'orders' ? 'SELECT i.provider, i.order_id AS id, m.profile_id FROM identity_orders i JOIN identity_map_next m USING (node)' : "SELECT 'shop' AS provider, substring(node, 8) AS id, profile_id FROM identity_map_next"}
) m ON m.provider = r.provider AND m.id = r.${name === 'orders' ? 'order_id' : 'customer_id'}`,
  )

/** Resolves all records; leaves the tables behind as a run that ended leaves them. */
async function resolveAll(records: Records, mostRecords: number, splits: Splits): Promise<void> {
  await resolveIdentities(duck, dialect, {
    people: [{ entity: customers, relation: customerRows(records.customers) }],
    orders: orderRows(records.orders),
    ...given,
    mostRecords,
    splits,
  })
}

type Splits = { entries: number; ofNode: ReadonlyMap<string, string> }

/** Resolves what a run must of all, when some records have changed; gives back how many profiles. */
async function resolvePart(
  before: Records,
  after: Records,
  mostRecords: number,
  splits: Splits,
): Promise<number> {
  for (const name of ['customers', 'orders'] as const) {
    const ids = new Set([...before[name].keys(), ...after[name].keys()])
    const touched = [...ids].filter((id) => before[name].get(id) !== after[name].get(id))
    const newest = new Map(
      touched.flatMap((id) => {
        const row = after[name].get(id)
        return row === undefined ? [] : [[id, row] as const]
      }),
    )
    const key = name === 'orders' ? 'order_id' : 'customer_id'
    const keys = touched.map((id) => `'${name[0]}${id}'`).join(', ') || 'NULL'
    await table(`${name}_scope`, `SELECT * FROM ${name}_stored WHERE ${key} IN (${keys})`)
    await table(
      `${name}_newest`,
      `SELECT * FROM ${name === 'orders' ? orderRows(newest) : customerRows(newest)} r`,
    )
  }
  await findConnected(duck, dialect, {
    people: [customers],
    newest: ({ name }) => `${name}_newest`,
    splits,
    mostRecords,
  })
  await table(
    'identity_map_scope',
    'SELECT * FROM identity_map_stored WHERE profile_id IN (SELECT profile_id FROM identity_scope)',
  )
  const part = (entity: typeof customers | typeof orders) => {
    const columns = columnsOf(dialect, 'r', graphColumns(entity))
    return `(SELECT ${columns} FROM ${entity.name}_newest r UNION ALL SELECT ${columns} FROM ${entity.name}_connected r)`
  }
  await resolveIdentities(duck, dialect, {
    people: [{ entity: customers, relation: part(customers) }],
    orders: part(orders),
    map: 'identity_map_scope',
    given: 'identity_map_stored',
    merges: 'merges_stored',
    now: new Date(1),
    mostRecords,
    splits,
    outside: outsideIdentifiers,
  })
  await table(
    'map_after',
    `SELECT node, profile_id FROM identity_map_stored
WHERE profile_id NOT IN (SELECT profile_id FROM identity_scope)
UNION ALL SELECT node, profile_id FROM identity_map_next`,
  )
  const [found] = await duck.rows<{ profiles: bigint }>(
    'SELECT count(*) AS profiles FROM identity_scope',
  )
  return Number(found?.profiles)
}

async function store(records: Records, mostRecords: number, splits: Splits): Promise<void> {
  await table('identity_map_stored', `SELECT * FROM ${relation(identityMap, [])} r`)
  await table('merges_stored', `SELECT * FROM ${relation(identityMerges, [])} r`)
  await resolveAll(records, mostRecords, splits)
  await withProfile('customers', customerRows(records.customers))
  await withProfile('orders', orderRows(records.orders))
  await table('identity_map_stored', 'SELECT * FROM identity_map_next')
}

const noSplits: Splits = { entries: 0, ofNode: new Map() }

async function expectEqual(
  before: Records,
  after: Records,
  mostRecords: number,
  splits = noSplits,
): Promise<number> {
  await store(before, mostRecords, splits)
  const resolved = await resolvePart(before, after, mostRecords, splits)
  const part = await groups('map_after')
  await resolveAll(after, mostRecords, splits)
  expect(part).toEqual(await groups('identity_map_next'))
  return resolved
}

const email = integer({ min: 0, max: 12 }).map((number) => `m${number}@shop.eu`)
const phone = integer({ min: 0, max: 12 }).map((number) => `+4917123456${10 + number}`)
const contact = record({ email: option(email), phone: option(phone) })
const order = record({
  customer_id: option(integer({ min: 0, max: 19 }).map((id) => `c${id}`)),
  email: option(email),
  phone: option(phone),
})
/** What becomes of a record: it comes, changes, goes, or stays. */
const fate = constantFrom('stays', 'stays', 'stays', 'changes', 'goes', 'comes')

const history = record({
  customers: array(record({ was: contact, is: contact, fate }), { maxLength: 20 }),
  orders: array(record({ was: order, is: order, fate }), { maxLength: 25 }),
  mostRecords: constantFrom(2, 3, 200),
  split: option(integer({ min: 0, max: 19 })),
})

test('the part that is resolved again, and the rest, are as if all were resolved', async () => {
  type Story = { readonly was: Row; readonly is: Row; readonly fate: string }
  const rows = (stories: readonly Story[], absent: string, is: boolean) =>
    new Map(
      stories.flatMap((story, id) =>
        story.fate === absent
          ? []
          : [[id, is && story.fate !== 'stays' ? story.is : story.was] as const],
      ),
    )
  await assert(
    asyncProperty(history, async ({ customers, orders, mostRecords, split }) => {
      const before = {
        customers: rows(customers, 'comes', false),
        orders: rows(orders, 'comes', false),
      }
      const after = { customers: rows(customers, 'goes', true), orders: rows(orders, 'goes', true) }
      const ofNode = new Map(split === null ? [] : [[`c:shop:c${split}`, 'apart'] as const])
      await expectEqual(before, after, mostRecords, { entries: ofNode.size, ofNode })
    }),
    { numRuns: isLong ? 60 : 1 },
  )
})

const people = (...emails: readonly (string | null)[]) => ({
  customers: new Map(emails.map((email, id) => [id, { email, phone: null }] as const)),
  orders: new Map(),
})

test('only profiles that share what was gained or lost are resolved again', async () => {
  const before = people('a@shop.eu', 'a@shop.eu', 'b@shop.eu', 'c@shop.eu', 'd@shop.eu')
  const change = (email: string) => ({
    ...before,
    customers: new Map([...before.customers, [2, { email, phone: null }] as const]),
  })
  expect(await expectEqual(before, change('x@shop.eu'), 200)).toBe(1)
  expect(await expectEqual(before, change('a@shop.eu'), 200)).toBe(2)
})

test('a record that makes an identifier too common undoes what it linked, and its going links again', async () => {
  const four = people('till@shop.eu', 'till@shop.eu', 'till@shop.eu', 'till@shop.eu')
  const three = { ...four, customers: new Map([...four.customers].slice(0, 3)) }
  expect(await expectEqual(three, four, 3)).toBe(1)
  expect(await groups('map_after')).toHaveLength(4)
  expect(await expectEqual(four, three, 3)).toBe(4)
  expect(await groups('map_after')).toHaveLength(1)
})

test('one more record with what was too common before brings nobody in', async () => {
  const more = people(...Array.from({ length: 21 }, () => 'till@shop.eu'))
  const many = { ...more, customers: new Map([...more.customers].slice(0, 20)) }
  expect(await expectEqual(many, more, 3)).toBe(0)
})
