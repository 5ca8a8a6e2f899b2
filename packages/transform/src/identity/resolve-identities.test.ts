import { Duck } from '@descant/lake/duckdb'
import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { customers } from '../model/entities/customers.ts'
import { orders } from '../model/entities/orders.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { relation } from '../testing/relation.ts'
import { resolveIdentities } from './resolve-identities.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

interface Person {
  readonly customer_id?: string | null
  readonly email?: string | null
  readonly phone?: string | null
}

interface History {
  readonly map: MapRow[]
  readonly merges: MergeRow[]
}
interface MapRow {
  readonly node: string
  readonly profile_id: string
  readonly since: string
}
interface MergeRow {
  readonly old_profile_id: string
  readonly profile_id: string
  readonly merged_at: string
}

const firstDay = new Date('2026-01-01T00:00:00Z')
const secondDay = new Date('2026-01-02T00:00:00Z')
const thirdDay = new Date('2026-01-03T00:00:00Z')

/** Resolves customers c1, c2, … (by `customer_id`) and orders o0, o1, … of one provider. */
async function resolve(
  people: readonly Person[],
  guests: readonly Person[] = [],
  history: History = { map: [], merges: [] },
  now = firstDay,
  mostRecords = 200,
): Promise<History & { orders: (string | null)[] }> {
  await resolveIdentities(duck, duckdbDialect, {
    people: [
      {
        entity: customers,
        relation: relation(
          customers,
          people.map((person) => ({ provider: 'shop', ...person })),
        ),
      },
    ],
    orders: relation(
      orders,
      guests.map((guest, index) => ({ provider: 'shop', order_id: `o${index}`, ...guest })),
    ),
    map: relation(identityMap, history.map),
    merges: relation(identityMerges, history.merges),
    now,
    mostRecords,
  })
  const found = await duck.rows<{ order_id: string; profile_id: string | null }>(
    'SELECT order_id, profile_id FROM identity_orders LEFT JOIN identity_map_next USING (node)',
  )
  return {
    map: await duck.rows<MapRow>('FROM identity_map_next ORDER BY node'),
    merges: await duck.rows<MergeRow>('FROM identity_merges_next ORDER BY old_profile_id'),
    orders: guests.map(
      (_guest, index) => found.find((row) => row.order_id === `o${index}`)?.profile_id ?? null,
    ),
  }
}

const profileOf = ({ map }: History, node: string) =>
  map.find((row) => row.node === `c:shop:${node}`)?.profile_id

const customer = (customer_id: string, email: string | null, phone: string | null = null) => ({
  customer_id,
  email,
  phone,
})

test('customers that share an e-mail or a phone, also through others, are one profile', async () => {
  const found = await resolve([
    customer('1', 'a@shop.eu', '+16505551212'),
    customer('2', 'b@shop.eu', '+16505551212'),
    customer('3', 'b@shop.eu'),
    customer('4', 'd@shop.eu'),
    customer('5', null),
  ])
  const profiles = ['1', '2', '3', '4', '5'].map((id) => profileOf(found, id))
  expect(profiles[1]).toBe(profiles[0])
  expect(profiles[2]).toBe(profiles[0])
  expect(new Set(profiles).size).toBe(3)
  expect(profiles[0]).toMatch(/^p_[0-9a-f]{24}$/)
})

test('orders belong to their customer, to the guest they name, or to nobody', async () => {
  const found = await resolve(
    [customer('1', 'a@shop.eu')],
    [
      { customer_id: '1', email: 'gift@shop.eu' },
      { email: 'a@shop.eu' },
      { email: 'gift@shop.eu' },
      { customer_id: '9', email: 'gift@shop.eu' },
      { customer_id: '8' },
      { email: 'anonymous@shop.eu' },
      {},
    ],
  )
  const [ofCustomer, ofHerMail, ofGift, ofUnknown, ofNoMail, ofBlocked, ofNobody] = found.orders
  expect(ofCustomer).toBe(profileOf(found, '1'))
  expect(ofHerMail).toBe(ofCustomer)
  expect(ofGift).not.toBe(ofCustomer)
  expect(ofUnknown).toBe(ofGift)
  expect(ofNoMail).toMatch(/^p_/)
  expect([ofBlocked, ofNobody]).toEqual([null, null])
})

test('an identifier that too many share links none of them', async () => {
  const people = Array.from({ length: 4 }, (_, index) => customer(String(index), 'till@shop.eu'))
  const linked = await resolve(people, [], undefined, firstDay, 4)
  expect(new Set(linked.map.map((row) => row.profile_id)).size).toBe(1)
  const apart = await resolve(people, [], undefined, firstDay, 3)
  expect(new Set(apart.map.map((row) => row.profile_id)).size).toBe(4)
})

test.each(['anonymous@nowhere.net', 'test@test.com', 'guest@example.com', '000@shop.eu'])(
  '%s names nobody',
  async (email) => {
    const found = await resolve([customer('1', email), customer('2', email)])
    expect(profileOf(found, '1')).not.toBe(profileOf(found, '2'))
  },
)

test('a phone of one digit names nobody', async () => {
  const found = await resolve([
    customer('1', null, '+10000000000'),
    customer('2', null, '+10000000000'),
  ])
  expect(profileOf(found, '1')).not.toBe(profileOf(found, '2'))
})

test('a smaller node that joins later takes the id over, and nothing is merged', async () => {
  const first = await resolve([customer('5', 'a@shop.eu')])
  const second = await resolve(
    [customer('5', 'a@shop.eu'), customer('1', 'a@shop.eu')],
    [],
    first,
    secondDay,
  )
  expect(profileOf(second, '1')).toBe(profileOf(first, '5'))
  expect(profileOf(second, '5')).toBe(profileOf(first, '5'))
  expect(second.merges).toEqual([])
})

test('of merged profiles the oldest id lives on, and old ids lead to it at once', async () => {
  const young = customer('1', 'a@shop.eu')
  const old = customer('5', 'b@shop.eu')
  const oldest = customer('7', 'c@shop.eu')
  const first = await resolve([oldest])
  const second = await resolve([oldest, old], [], first, secondDay)
  const third = await resolve([oldest, old, young], [], second, thirdDay)
  const bridge = customer('8', 'a@shop.eu', '+16505551212')
  const phoned = { ...old, phone: '+16505551212' }
  const joined = await resolve([oldest, phoned, young, bridge], [], third, thirdDay)
  expect(profileOf(joined, '1')).toBe(profileOf(third, '5'))
  const all = [{ ...oldest, phone: '+16505551212' }, phoned, young, bridge]
  const whole = await resolve(all, [], joined, thirdDay)
  expect(new Set(whole.map.map((row) => row.profile_id))).toEqual(new Set([profileOf(first, '7')]))
  expect(whole.merges.map((merge) => [merge.old_profile_id, merge.profile_id])).toEqual(
    [profileOf(third, '1'), profileOf(third, '5')].sort().map((id) => [id, profileOf(first, '7')]),
  )
  const again = await resolve(all, [], whole, thirdDay)
  expect(again).toEqual(whole)
})

test('where a profile falls apart the least node keeps the id, and the other may come back', async () => {
  const one = customer('1', 'a@shop.eu')
  const two = customer('2', 'b@shop.eu')
  const apart = await resolve([one, two])
  const together = await resolve([one, { ...two, email: 'a@shop.eu' }], [], apart, secondDay)
  expect(together.merges).toMatchObject([{ old_profile_id: profileOf(apart, '2') }])
  const split = await resolve([one, two], [], together, thirdDay)
  expect(profileOf(split, '1')).toBe(profileOf(apart, '1'))
  expect(profileOf(split, '2')).toBe(profileOf(apart, '2'))
  expect(split.merges).toEqual([])
})

test('a node that comes back never takes the id that lives on without it', async () => {
  const pair = [customer('1', 'a@shop.eu'), customer('2', 'a@shop.eu')]
  const first = await resolve(pair)
  const alone = await resolve(pair.slice(1), [], first, secondDay)
  const back = await resolve(
    [customer('1', 'z@shop.eu'), customer('2', 'a@shop.eu')],
    [],
    alone,
    thirdDay,
  )
  expect(profileOf(back, '2')).toBe(profileOf(first, '1'))
  expect(profileOf(back, '1')).not.toBe(profileOf(back, '2'))
})

test('names with a colon do not meet', async () => {
  const found = await resolve([
    { provider: 'a', customer_id: 'b:c' } as Person,
    { provider: 'a:b', customer_id: 'c' } as Person,
  ])
  expect(found.map).toHaveLength(2)
})

const mail = integer({ min: 0, max: 60 }).map((number) => `m${number}@shop.eu`)
const phone = integer({ min: 0, max: 60 }).map((number) => `+4917123456${10 + number}`)
const contact = record({ email: option(mail), phone: option(phone) })

test('profiles are the connected components that a union-find oracle finds', async () => {
  const scene = record({
    people: array(contact, { maxLength: 60 }),
    guests: array(contact, { maxLength: 30 }),
    mostRecords: constantFrom(2, 3, 200),
  })
  await assert(
    asyncProperty(scene, async ({ people, guests, mostRecords }) => {
      const named = people.map((person, index) => ({ ...person, customer_id: String(index) }))
      const found = await resolve(named, guests, undefined, firstDay, mostRecords)
      const ids = [
        ...named.map(({ customer_id }) => profileOf(found, customer_id)),
        ...found.orders,
      ]
      expect(partition(ids)).toEqual(partition(oracle(people, guests, mostRecords)))
    }),
    { numRuns: 8 },
  )
})

test('a chain of a thousand links is one profile, in few rounds', async () => {
  const chain = Array.from({ length: 1000 }, (_, index) =>
    customer(String(index), `m${index >> 1}@shop.eu`, `+49171${100000 + ((index + 1) >> 1)}`),
  )
  const found = await resolve(chain)
  expect(new Set(found.map.map((row) => row.profile_id)).size).toBe(1)
})

/** The root of each person and guest, null for a guest that names nobody. */
function oracle(people: readonly Person[], guests: readonly Person[], mostRecords: number) {
  const guestKey = ({ email, phone }: Person) => `${email} ${phone}`
  const nodes = [...people, ...new Map(guests.map((guest) => [guestKey(guest), guest])).values()]
  const parents = nodes.map((_node, index) => index)
  const root = (node: number): number => {
    const parent = parents[node] ?? node
    return parent === node ? node : root(parent)
  }
  for (const field of ['email', 'phone'] as const) {
    for (const value of new Set(nodes.map((node) => node[field]))) {
      const sharing = nodes.flatMap((node, index) => (node[field] === value ? [index] : []))
      if ((value ?? null) === null || sharing.length > mostRecords) continue
      for (const node of sharing) parents[root(node)] = root(sharing[0] as number)
    }
  }
  const ofGuest = (guest: Person) =>
    (guest.email ?? guest.phone ?? null) === null
      ? null
      : root(
          nodes.findIndex(
            (node, index) => index >= people.length && guestKey(node) === guestKey(guest),
          ),
        )
  return [...people.map((_person, index) => root(index)), ...guests.map(ofGuest)]
}

/** Labels by the place of their first appearance, so that two ways to name groups compare. */
function partition(labels: readonly unknown[]): (number | null)[] {
  return labels.map((label) => ((label ?? null) === null ? null : labels.indexOf(label)))
}
