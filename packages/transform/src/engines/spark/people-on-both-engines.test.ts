import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { suppressPeople } from '../../erasure/suppress-people.ts'
import { defineModel } from '../../model/define-model.ts'
import { standardModel } from '../../model/standard-model.ts'
import { splitProfile } from '../../profiles/split-profile.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import type { TestLake } from '../../testing/lake.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { customerRecord, orderRecord } from '../../testing/shopify-records.ts'
import { noSpark } from '../../testing/spark.ts'
import { trainIdentities } from '../../train-identities.ts'

vi.setConfig({ testTimeout: 900_000, hookTimeout: 60_000 })

const decidedAt = new Date('2026-11-25T00:00:00Z')

const zonesOf = (lake: TestLake) => ({
  customer: 'acme',
  processed: lake.zone('processed'),
  state: lake.zone('state'),
  now: () => decidedAt,
})

describe.skipIf(noSpark)('people on both engines', () => {
  let spark: SharedSpark
  beforeAll(() => {
    spark = new SharedSpark()
  })
  afterAll(() => spark.close())

  /** The customers, by their ids, that are one person each. */
  const people = async (pair: EnginePair) => {
    const byProfile = new Map<unknown, string>()
    for (const { profile_id, customer_id } of await pair.rows('customers')) {
      byProfile.set(profile_id, `${byProfile.get(profile_id) ?? ''}${customer_id}`)
    }
    return [...byProfile.values()].sort()
  }

  const withPair = async (act: (pair: EnginePair) => Promise<void>) => {
    const pair = await EnginePair.open(spark)
    try {
      await act(pair)
    } finally {
      await pair.close()
    }
  }

  test('profiles keep to their limits, over runs', () =>
    withPair(async (pair) => {
      const till = { phone: '+4930123401' }
      const model = defineModel({
        base: standardModel,
        identity: { email: { mostPerProfile: 2 } },
      })
      await pair.put('customers', [
        customerRecord(1, 1, { email: 'a@a.eu', ...till }),
        customerRecord(2, 1, { email: 'b@a.eu', ...till }),
        customerRecord(4, 1, { email: 'a@a.eu' }),
      ])
      await pair.run('incremental', { model })
      expect(await people(pair)).toEqual(['124'])
      await pair.put('customers', [customerRecord(3, 2, { email: 'c@a.eu', ...till })])
      const { identityRounds } = await pair.run('incremental', { model })
      expect(await people(pair)).toEqual(['14', '2', '3'])
      expect(identityRounds).toBeGreaterThan(3)
    }))

  test('a person on the suppression list leaves every table, and comes back in none', () =>
    withPair(async (pair) => {
      const ann = { email: 'ann@shop.eu', phone: '+491712345678' }
      await pair.put('customers', [
        customerRecord(1, 1, ann),
        customerRecord(2, 1, { email: 'bob@shop.eu' }),
      ])
      await pair.put('orders', [
        orderRecord(1, 1, { customer: 1 }),
        orderRecord(2, 1, { email: ann.email }),
        orderRecord(3, 1, { customer: 2 }),
      ])
      await pair.run()
      await pair.each((lake) => suppressPeople({ ...zonesOf(lake), email: ann.email }))
      await pair.run()
      expect(await people(pair)).toEqual(['2'])
      const [first] = await pair.rows('orders')
      expect(first).toMatchObject({ order_id: '1', email: null, profile_id: null })
      await pair.put('customers', [customerRecord(1, 5, ann)])
      // What is refused of such a person is parked without its record.
      await pair.put('customers', [{ ...customerRecord(4, 5, ann), createdAt: 'never' }])
      await pair.run()
      expect(await people(pair)).toEqual(['2'])
      await pair.run('historic')
      expect(await people(pair)).toEqual(['2'])
    }))

  test('records that were split stay apart, until the split is taken back', () =>
    withPair(async (pair) => {
      const sisters = { email: 'sisters@shop.eu' }
      await pair.put('customers', [
        customerRecord(1, 1, sisters),
        customerRecord(2, 1, sisters),
        customerRecord(3, 1, sisters),
      ])
      await pair.run()
      const [{ profile_id: profileId } = {}] = await pair.rows('profiles')
      const split = { profileId: String(profileId), nodes: ['c:shopify:2'] }
      await pair.each((lake) => splitProfile({ ...zonesOf(lake), ...split }))
      await pair.run()
      expect(await people(pair)).toEqual(['13', '2'])
      await pair.put('customers', [customerRecord(2, 4, { ...sisters, phone: '+491712345678' })])
      await pair.run()
      expect(await people(pair)).toEqual(['13', '2'])
      await pair.each((lake) => splitProfile({ ...zonesOf(lake), ...split, isUndone: true }))
      await pair.run()
      expect(await people(pair)).toEqual(['123'])
    }))

  test('a trained model links the same people, and asks about the same', () =>
    withPair(async (pair) => {
      await pair.put('customers', similarPeople)
      await pair.run()
      const apart = (await people(pair)).length
      await pair.each((lake) => trainIdentities(zonesOf(lake)))
      await pair.run('incremental', { matchProbability: 0.9, reviewProbability: 0.05 })
      expect((await people(pair)).length).toBeLessThan(apart - 50)
      expect((await pair.rows('identity_review')).length).toBeGreaterThan(5)
      await pair.put('customers', similarPeople.slice(0, 3).map(asAgain))
      await pair.run('incremental', { matchProbability: 0.9, reviewProbability: 0.05 })
    }))
})

const firstNames = [
  'Anna',
  'Bernd',
  'Clara',
  'Dieter',
  'Eva',
  'Frank',
  'Greta',
  'Hans',
  'Ida',
  'Jörg',
]
const lastNames = ['Schmidt', 'Müller', 'Weber', 'Okonkwo', 'Nguyễn', 'García', "O'Neil", 'Łuczak']
const cities = ['Berlin', 'Köln', 'Bern', 'Wien', 'Paris']

/** 120 people, two records each: some names are mistyped, and none of their identifiers are equal. */
const similarPeople = Array.from({ length: 240 }, (_none, index) => {
  const person = index >> 1
  const isSecond = index % 2 === 1
  const firstName = firstNames[person % 10] as string
  const lastName = lastNames[(person * 7) % 8] as string
  const isMistyped = isSecond && person % 3 === 0
  const hasMoved = isSecond && person % 7 === 0
  return {
    ...customerRecord(index + 1, 1),
    firstName: isMistyped ? `${firstName.slice(0, 2)}${firstName.slice(3)}` : firstName,
    lastName: isSecond && person % 5 === 0 ? lastName.toUpperCase() : lastName,
    defaultEmailAddress: { emailAddress: `mail${index}@shop.eu`, marketingState: null },
    defaultAddress: {
      address1: hasMoved ? `Neue Gasse ${index}` : `Weg ${person}`,
      city: cities[person % 5],
      zip: hasMoved ? '10115' : String(20000 + person * 37),
      countryCodeV2: 'DE',
    },
  }
})

const asAgain = (record: (typeof similarPeople)[number]) => ({
  ...record,
  legacyResourceId: `${record.legacyResourceId}000`,
  id: `${record.id}000`,
})
