import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { model } from '../../../examples/own-model/model.ts'
import { TestLake } from './testing/lake.ts'
import { customerRecord, day, orderRecord } from './testing/shopify-records.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let lake: TestLake
let duck: Duck
beforeAll(async () => {
  lake = await TestLake.create()
  duck = await Duck.open({ threads: 1 })
})
afterAll(async () => {
  duck.close()
  await lake.remove()
})

const hit = (id: number, visitor: object, more: object = {}) => ({
  id,
  kind: 'page_view',
  at: day(id),
  visitor,
  visit: { id: 's1', firstPage: 'https://shop.eu/?utm_source=mail', from: null },
  details: { scrolled: 0.5, für: ['a'] },
  ...more,
})

test.runIf(isLong)(
  'a provider and a step of a project’s own, a file each, work on what is built in',
  async () => {
    await lake.put('customers', [
      customerRecord(1, 1, { email: 'ann@shop.eu' }),
      customerRecord(2, 1, { email: 'bob@shop.eu' }),
      customerRecord(3, 1, { email: 'cy@shop.eu' }),
    ])
    await lake.put('orders', [
      orderRecord(1, 1, { customer: 1, total: '999.99' }),
      orderRecord(2, 1, { customer: 1, total: '0.01' }),
      orderRecord(3, 1, { customer: 2, total: '5.00' }),
    ])
    const hits = [
      hit(1, { cookie: 'c1', email: null, login: 'ANN@shop.eu' }),
      hit(2, { cookie: 'c2', email: 'who@else.eu' }),
      hit(3, { cookie: 'c3' }, { kind: null }),
    ]
    await lake.put('hits', hits, 'web-site')
    const { streams, quality } = await lake.run('incremental', { model })
    expect(streams.find(({ stream }) => stream === 'hits')).toMatchObject({
      table: 'events',
      records: 3,
      kept: 2,
      deadLetters: 1,
    })
    const profiles = await lake.rows(duck, 'profiles')
    expect(profiles.map(({ email, value_class }) => [email, value_class]).sort()).toEqual([
      ['ann@shop.eu', 'vip'],
      ['bob@shop.eu', 'buyer'],
      ['cy@shop.eu', 'known'],
    ])
    const ann = profiles.find(({ email }) => email === 'ann@shop.eu')
    expect(await lake.rows(duck, 'events')).toMatchObject([
      {
        event_id: '1',
        type: 'page_view',
        profile_id: ann?.profile_id,
        session_id: 's1',
        anonymous_id: 'c1',
        utm_source: 'mail',
        landing_path: '/',
        properties: '{"scrolled":0.5,"für":["a"]}',
      },
      { event_id: '2', profile_id: null, email: 'who@else.eu' },
    ])
    expect(quality).toContainEqual({
      table: 'events',
      rule: 'fresh occurred_at within 48 hours',
      severity: 'warn',
      violations: 2,
    })
  },
)

test.runIf(isLong)('events of a shop belong to whom they are about', async () => {
  const event = (id: number, subjectType: string, subjectId: string, action: string) => ({
    id: `gid://shopify/BasicEvent/${id}`,
    action,
    message: `something with ${subjectId}`,
    createdAt: day(id),
    subjectType,
    subjectId,
  })
  await lake.put('events', [
    event(11, 'CUSTOMER', 'gid://shopify/Customer/2', 'create'),
    event(12, 'ORDER', 'gid://shopify/Order/1', 'placed'),
    event(13, 'PRODUCT', 'gid://shopify/Product/7', 'published'),
  ])
  await lake.activate('events', 5)
  await lake.put('abandoned_checkouts', [
    {
      id: 'gid://shopify/AbandonedCheckout/11',
      name: '#11',
      createdAt: day(4),
      updatedAt: day(5),
      customer: { id: 'gid://shopify/Customer/2' },
      _sdc_table_version: 1,
    },
  ])
  await lake.run('incremental', { model })
  const profiles = new Map(
    (await lake.rows(duck, 'profiles')).map(({ email, profile_id }) => [email, profile_id]),
  )
  const events = await lake.rows(duck, 'events')
  expect(events.filter(({ provider }) => provider === 'shopify')).toMatchObject([
    {
      event_id: '11',
      type: 'customer.create',
      customer_id: '2',
      profile_id: profiles.get('bob@shop.eu'),
    },
    {
      event_id: '12',
      type: 'order.placed',
      order_id: '1',
      profile_id: profiles.get('ann@shop.eu'),
    },
    { event_id: '13', type: 'product.published', product_id: '7', profile_id: null },
    // A full extraction of another stream takes nothing of what happened away.
    {
      event_id: 'checkout-11',
      type: 'checkout_started',
      description: 'Checkout #11',
      profile_id: profiles.get('bob@shop.eu'),
    },
  ])
})
