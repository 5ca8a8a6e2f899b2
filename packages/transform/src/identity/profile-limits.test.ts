import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { customers } from '../model/entities/customers.ts'
import { orders } from '../model/entities/orders.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { relation } from '../testing/relation.ts'
import { type IdentityRules, standardIdentity } from './identity-rules.ts'
import { resolveIdentities } from './resolve-identities.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

/** The customers, by their ids, that are one person each. */
async function people(
  limits: Partial<IdentityRules>,
  rows: readonly {
    readonly customer_id: string
    readonly email?: string
    readonly phone?: string
  }[],
): Promise<string[]> {
  const table = rows.map((row) => ({ provider: 's', ...row }))
  await resolveIdentities(duck, duckdbDialect, {
    people: [{ entity: customers, relation: relation(customers, table) }],
    orders: relation(orders, []),
    map: relation(identityMap, []),
    merges: relation(identityMerges, []),
    now: new Date('2026-01-01T00:00:00Z'),
    limits: { ...standardIdentity, ...limits },
  })
  const found = await duck.rows<{ ids: string }>(
    `SELECT string_agg(right(node, 1), '' ORDER BY node) AS ids FROM identity_map_next GROUP BY profile_id ORDER BY ids`,
  )
  return found.map(({ ids }) => ids)
}

/** Three strangers at one till, and the second record of the first of them. */
const till = [
  { customer_id: 'a', email: 'a@a.eu', phone: '+4930123401' },
  { customer_id: 'b', email: 'b@a.eu', phone: '+4930123401' },
  { customer_id: 'c', email: 'c@a.eu', phone: '+4930123401' },
  { customer_id: 'd', email: 'a@a.eu' },
  { customer_id: 'e', email: 'e@a.eu', phone: '+4930123402' },
  { customer_id: 'f', email: 'f@a.eu', phone: '+4930123402' },
]

test.each<[string, Partial<IdentityRules>, string[]]>([
  ['no limit', {}, ['abcd', 'ef']],
  [
    'the weaker kind gives way where the limit is passed',
    { email: { mostPerProfile: 2 } },
    ['ad', 'b', 'c', 'ef'],
  ],
  ['a limit that holds changes nothing', { email: { mostPerProfile: 3 } }, ['abcd', 'ef']],
  [
    'priorities are the model’s',
    { email: { mostPerProfile: 2 }, weakestFirst: ['email', 'phone'] },
    ['a', 'b', 'c', 'd', 'ef'],
  ],
  [
    'limits of each kind',
    { phone: { mostPerProfile: 1 }, email: { mostPerProfile: 1 } },
    ['ad', 'b', 'c', 'e', 'f'],
  ],
  ['an identifier of too many records', { phone: { mostRecords: 2 } }, ['ad', 'b', 'c', 'ef']],
])('%s', async (_what, limits, wanted) => {
  expect(await people(limits, till)).toEqual(wanted)
})
