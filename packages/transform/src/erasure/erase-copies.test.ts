import { gunzipSync } from 'node:zlib'
import { openStore } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestLake } from '../testing/lake.ts'
import { customerRecord, orderRecord } from '../testing/shopify-records.ts'
import { eraseCopies } from './erase-copies.ts'
import { identifiersIn } from './identifiers-in.ts'
import { suppressPeople } from './suppress-people.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let lake: TestLake
let duck: Duck
beforeEach(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
})
afterEach(async () => {
  duck.close()
  await lake.remove()
})

const bytesOf = async (zone: string): Promise<string> => {
  const store = openStore(lake.zone(zone))
  let text = ''
  for await (const { key } of store.list('')) {
    const body = (await store.get(key))?.body ?? Buffer.alloc(0)
    text += key.endsWith('.gz') ? gunzipSync(body) : body
  }
  return text
}

const traces = /ann|6505551212|030 ?1234567|Customer\/1"/i

test.runIf(isLong)(
  'a person leaves dead letters and raw objects, and a rebuild gives the same tables',
  async () => {
    const ann = { email: 'Ann@shop.eu', phone: '+16505551212', firstName: 'Ann' }
    await lake.put('customers', [
      customerRecord(1, 1, ann),
      customerRecord(2, 1, { email: 'ben@shop.eu', firstName: 'Ben' }),
      { ...customerRecord(1, 2, ann), verifiedEmail: 'perhaps' },
      '{"id":"gid://shopify/Customer/1","broken":"ANN@SHOP.EU"',
      '{"id":"gid://shopify/Customer/2","broken":',
    ])
    const order = orderRecord(1, 1, { customer: 1, email: 'ann@shop.eu', total: '12.30' })
    const address = { city: 'Annaberg', countryCodeV2: 'DE', phone: '030 1234567' }
    await lake.put('orders', [
      { ...order, shippingAddress: address, tags: ['ann'], big: 12345678901234567890n.toString() },
      orderRecord(2, 1, { customer: 2, total: '5.00' }),
    ])
    await lake.put('wishes', [
      { id: 1, mail: 'ann@shop.eu' },
      { id: 2, mail: 'ben@shop.eu' },
    ])
    await lake.run()
    const profile = (await lake.rows(duck, 'profiles')).find((row) => row.first_name === 'Ann')
    await suppressPeople({
      customer: 'acme',
      processed: lake.zone('processed'),
      state: lake.zone('state'),
      profileId: String(profile?.profile_id),
    })
    await lake.run()
    const { forgotten_records: hashes, ...before } = await lake.tables(duck)
    expect(hashes?.length).toBeGreaterThan(0)
    expect(await bytesOf('raw')).toMatch(traces)
    const zones = {
      customer: 'acme',
      state: lake.zone('state'),
      deadLetters: lake.zone('dead'),
      raw: lake.zone('raw'),
    }
    const done = await eraseCopies({ ...zones, reason: 'request 4711' })
    expect(done).toMatchObject({
      reason: 'request 4711',
      dead_letters: { objects: 2, rewritten: 2, removed: 0, cut: 2, unreadable: [] },
      raw: { objects: 3, rewritten: 3, removed: 4, cut: 1, unreadable: [] },
    })
    expect(await bytesOf('raw')).not.toMatch(traces)
    expect(await bytesOf('dead')).not.toMatch(traces)
    expect(await bytesOf('raw')).toContain('"amount":"12.30"')
    expect(await bytesOf('raw')).toContain('ben@shop.eu')
    const letters = await lake.deadLetters()
    expect(letters.filter(({ record }) => record === null)).toHaveLength(2)
    expect(letters.filter(({ record }) => record !== null)).toHaveLength(1)
    expect(await bytesOf('state')).toContain('"reason":"request 4711"')
    expect(await bytesOf('state')).not.toMatch(/ann@|6505551212/i)

    await lake.run('historic')
    // Of whom the raw zone knows nothing, no hash is left but those of the list.
    expect(await lake.tables(duck)).toEqual({ ...before, forgotten_records: [] })
    await lake.put('customers', [{ ...customerRecord(1, 3, ann), verifiedEmail: 'perhaps' }])
    await lake.run()
    expect(await bytesOf('dead')).not.toMatch(traces)
    const again = await eraseCopies({ ...zones, raw: lake.zone('empty') })
    expect([again.raw?.rewritten, again.dead_letters?.rewritten]).toEqual([0, 0])
  },
)

test.each<[string[], string[]]>([
  [['write to Ann.Bell@Shop.EU, please'], ['e:ann.bell@shop.eu']],
  [
    ['(650) 555-1212', 'us'],
    ['t:+6505551212', 't:+16505551212'],
  ],
  [['+49 (0)30 1234567'], ['t:+49301234567']],
  [['0049301234567'], ['t:+0049301234567', 't:+49301234567']],
  [
    ['030/1234567', 'DE'],
    ['t:+0301234567', 't:+490301234567', 't:+49301234567'],
  ],
  [['12', 'no address@', 'a@b'], []],
])('%j may name %j', (scalars, wanted) => {
  expect([...identifiersIn(scalars)]).toEqual(wanted)
})
