import { Duck } from '@descant/lake/duckdb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, orderRecord } from '../testing/shopify-records.ts'
import { explainProfile } from './explain-profile.ts'
import { splitProfile } from './split-profile.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let lake: TestLake
let duck: Duck
beforeEach(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
  await lake.put('customers', [
    customerRecord(1, 1, { email: 'ann@shop.eu', firstName: 'Ann' }),
    customerRecord(2, 2, { email: 'ann@shop.eu', phone: '+16505551212', firstName: 'Beth' }),
    customerRecord(3, 1, { phone: '+16505551212' }),
  ])
  await lake.put('orders', [orderRecord(1, 1, { customer: 2 }), orderRecord(2, 1, { customer: 1 })])
  await lake.run()
})
afterEach(async () => {
  duck.close()
  await lake.remove()
})

const zones = () => ({
  customer: 'acme',
  processed: lake.zone('processed'),
  state: lake.zone('state'),
})

const profilesOf = async () => {
  const rows = await lake.rows(duck, 'customers')
  return rows.map(({ profile_id }) => String(profile_id))
}

test('an explanation names the records, what they share, and where each value is from', async () => {
  const [profileId = ''] = await profilesOf()
  expect(await explainProfile({ ...zones(), profileId })).toEqual({
    profileId,
    nodes: ['c:shopify:1', 'c:shopify:2', 'c:shopify:3'],
    provenance: ['email: c:shopify:2', 'phone: c:shopify:2', 'first_name: c:shopify:2'],
    shared: [
      { identifier: 'e:ann@shop.eu', nodes: ['c:shopify:1', 'c:shopify:2'] },
      { identifier: 't:+16505551212', nodes: ['c:shopify:2', 'c:shopify:3'] },
    ],
    likely: [],
    merged: [],
  })
})

test.skipIf(!isLong)('an id that was merged leads to the profile that it is part of', async () => {
  await lake.put('customers', [customerRecord(8, 1, { email: 'new@shop.eu' })])
  await lake.run()
  const old = (await profilesOf())[3] ?? ''
  await lake.put('customers', [customerRecord(8, 3, { email: 'ann@shop.eu' })])
  await lake.run()
  const found = await explainProfile({ ...zones(), profileId: old })
  expect(found.profileId).toBe((await profilesOf())[0])
  expect(found.merged).toMatchObject([{ profileId: old }])
  await expect(explainProfile({ ...zones(), profileId: 'p_none' })).rejects.toThrow(
    /no profile p_none/,
  )
})

test('records that are split off stay apart, together with their orders, until it is taken back', async () => {
  const [profileId = ''] = await profilesOf()
  const nodes = ['c:shopify:2', 'c:shopify:3']
  await splitProfile({ ...zones(), profileId, nodes, reason: 'two sisters' })
  await lake.run()
  const [ann, beth, third] = await profilesOf()
  expect(ann).toBe(profileId)
  expect(beth).not.toBe(ann)
  expect(third).toBe(beth)
  const [ofBeth, ofAnn] = await lake.rows(duck, 'orders')
  expect([ofBeth?.profile_id, ofAnn?.profile_id]).toEqual([beth, ann])
  await lake.put('customers', [customerRecord(2, 4, { email: 'ann@shop.eu', firstName: 'Beth' })])
  await lake.run('historic')
  expect((await profilesOf()).slice(0, 2)).toEqual([ann, beth])

  await splitProfile({ ...zones(), profileId, nodes, isUndone: true })
  await lake.run()
  const [again, beside] = await profilesOf()
  expect([again, beside]).toEqual([ann, ann])
})

test('what cannot be split off is told', async () => {
  const [profileId = ''] = await profilesOf()
  const cases: [string[], RegExp][] = [
    [['c:shopify:9'], /c:shopify:9 is not of the profile/],
    [['c:shopify:1', 'c:shopify:2', 'c:shopify:3'], /No record would be left/],
    [[], /at least one record/],
  ]
  for (const [nodes, message] of cases) {
    await expect(splitProfile({ ...zones(), profileId, nodes })).rejects.toThrow(message)
  }
})
