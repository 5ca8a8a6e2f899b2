import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { suppressPeople } from '../../erasure/suppress-people.ts'
import { defineModel } from '../../model/define-model.ts'
import { standardModel } from '../../model/standard-model.ts'
import { splitProfile } from '../../profiles/split-profile.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import type { TestLake } from '../../testing/lake.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { customerRecord, orderRecord } from '../../testing/shopify-records.ts'
import { similarPeople } from '../../testing/similar-people.ts'
import { noSpark } from '../../testing/spark.ts'
import { trainIdentities } from '../../train-identities.ts'

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 })

const model = defineModel({ base: standardModel, identity: { email: { mostPerProfile: 2 } } })

const zonesOf = (lake: TestLake) => ({
  customer: 'acme',
  processed: lake.zone('processed'),
  state: lake.zone('state'),
  now: () => new Date('2026-11-25T00:00:00Z'),
})

const till = { phone: '+4930123401' }
const ann = { email: 'ann@shop.eu', phone: '+491712345678' }
const sisters = { email: 'sisters@shop.eu' }

/** Of every case a few people, whom nothing ties to those of another. */
async function putPeople(pair: EnginePair) {
  await pair.put('customers', [
    customerRecord(1, 1, { email: 'a@a.eu', ...till }),
    customerRecord(2, 1, { email: 'b@a.eu', ...till }),
    customerRecord(4, 1, { email: 'a@a.eu' }),
    customerRecord(11, 1, ann),
    customerRecord(12, 1, { email: 'bob@shop.eu' }),
    customerRecord(15, 1, { email: 'ann@post.eu', phone: ann.phone }),
    customerRecord(21, 1, sisters),
    customerRecord(22, 1, sisters),
    customerRecord(23, 1, sisters),
    ...similarPeople,
  ])
  await pair.put('orders', [
    orderRecord(1, 1, { customer: 11, email: ann.email }),
    orderRecord(2, 1, { email: ann.email }),
    orderRecord(3, 1, { customer: 12 }),
    orderRecord(4, 1, { customer: 15 }),
  ])
}

/** What people decide about them. */
async function decide(pair: EnginePair) {
  const found = (await pair.rows('customers')).find(({ customer_id }) => customer_id === '21')
  const split = { profileId: String(found?.profile_id), nodes: ['c:shopify:22'] }
  await pair.each(async (lake) => {
    await trainIdentities(zonesOf(lake))
    await suppressPeople({ ...zonesOf(lake), email: ann.email })
    await splitProfile({ ...zonesOf(lake), ...split })
  })
}

/** What comes in afterwards. */
async function putMore(pair: EnginePair) {
  await pair.put('customers', [
    customerRecord(3, 2, { email: 'c@a.eu', ...till }),
    customerRecord(11, 5, ann),
    // What is refused of such a person is parked without its record.
    { ...customerRecord(14, 5, ann), createdAt: 'never' },
    customerRecord(22, 4, { ...sisters, phone: '+491712345679' }),
  ])
}

describe.skipIf(noSpark)('people on both engines', () => {
  let spark: SharedSpark
  let pair: EnginePair
  beforeAll(async () => {
    spark = new SharedSpark()
    pair = await EnginePair.open(spark)
    await putPeople(pair)
    await pair.each((lake) => lake.run('incremental', { model }))
  })
  afterAll(async () => {
    await pair?.close()
    await spark?.close()
  })

  /** The customers, by their ids, that are one person each, where more than one are or the id is of a few. */
  const people = async () => {
    const byProfile = new Map<unknown, string[]>()
    for (const { profile_id, customer_id } of await pair.rows('customers')) {
      byProfile.set(profile_id, [...(byProfile.get(profile_id) ?? []), String(customer_id)])
    }
    return [...byProfile.values()].map((ids) => ids.sort().join(' '))
  }

  const expectDecided = async () => {
    const found = await people()
    // A limit per profile undoes what a till's number had tied.
    expect(found).toEqual(expect.arrayContaining(['1 4', '2', '3']))
    // The person on the suppression list is in no table, under another address neither; orders stay.
    expect(found).not.toEqual(expect.arrayContaining([expect.stringMatching(/\b1[15]\b/)]))
    const ofNobody = { email: null, customer_id: null, profile_id: null }
    const [order, , bobs, other] = await pair.rows('orders')
    expect(order).toMatchObject({ order_id: '1', ...ofNobody })
    expect(bobs?.profile_id).not.toBe(null)
    expect(other).toMatchObject({ order_id: '4', ...ofNobody })
    // A split keeps records apart, whatever they share.
    expect(found).toEqual(expect.arrayContaining(['21 23', '22']))
    return found
  }

  test('limits, a suppression list, splits and a trained model make equal tables', async () => {
    expect(await people()).toEqual(expect.arrayContaining(['1 2 4', '11 15', '21 22 23']))
    await decide(pair)
    await putMore(pair)
    await pair.run('incremental', { model, matchProbability: 0.9 })
    // The trained model has linked people who share no identifier.
    expect((await expectDecided()).length).toBeLessThan(similarPeople.length - 50)
  })

  test('and so they do when all is made anew, by a model that is to be surer', async () => {
    await pair.run('historic', { model, matchProbability: 0.99999, reviewProbability: 0.9 })
    // It links them no more, and asks about them.
    expect((await expectDecided()).length).toBeGreaterThan(similarPeople.length)
    expect((await pair.rows('identity_review')).length).toBeGreaterThan(50)
  })
})
