import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestLake } from '../../testing/lake.ts'
import { customerRecord } from '../../testing/shopify-records.ts'

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

const times = {
  CreatedDate: '2026-01-01T08:00:00.000Z',
  SystemModstamp: '2026-01-02T08:00:00.000Z',
}

const contact = {
  Id: '003000000000001AAA',
  AccountId: '001000000000001AAA',
  FirstName: 'Ann',
  LastName: 'Bell',
  Email: 'Ann.Bell@Shop.eu',
  MobilePhone: null,
  Phone: '030 1234567',
  MailingCountryCode: 'de',
  Birthdate: '1980-02-29',
  HasOptedOutOfEmail: false,
  ...times,
}

const lead = {
  Id: '00Q000000000001AAA',
  FirstName: 'Annie',
  LastName: 'Bell',
  Company: 'Bell & Daughters',
  Email: 'annie@elsewhere.net',
  IsConverted: true,
  ConvertedContactId: contact.Id,
  ...times,
  SystemModstamp: '2026-03-01T08:00:00.000Z',
}

test('a shop and a CRM know one person: customer, contact and the lead that became it', async () => {
  await lake.put('customers', [customerRecord(1, 1, { email: 'ann.bell@shop.eu' })], 'shopify')
  await lake.put('Contact', [contact], 'salesforce')
  await lake.put('Lead', [lead, { ...lead, Id: '00Q2', ConvertedContactId: null }], 'salesforce')
  await lake.put('Account', [{ Id: contact.AccountId, Name: 'Bell', ...times }], 'salesforce')
  await lake.put(
    'Opportunity',
    [
      {
        Id: '006A',
        Amount: '1234567890123456.78',
        CloseDate: '2026-12-31',
        IsWon: false,
        ...times,
      },
      { Id: '006B', Amount: '0.001', ...times },
    ],
    'salesforce',
  )
  await lake.run()

  const [kept] = await lake.rows(duck, 'contacts')
  expect(kept).toMatchObject({
    contact_id: contact.Id,
    email: 'ann.bell@shop.eu',
    phone: '+49301234567',
    country: 'DE',
    birth_date: '1980-02-29',
    email_opt_out: false,
  })
  const [customer] = await lake.rows(duck, 'customers')
  const [became, stillLead] = await lake.rows(duck, 'leads')
  expect(kept?.profile_id).toMatch(/^p_/)
  expect(customer?.profile_id).toBe(kept?.profile_id)
  expect(became?.profile_id).toBe(kept?.profile_id)
  expect(stillLead?.profile_id).toBe(kept?.profile_id)

  const profiles = await lake.rows(duck, 'profiles')
  expect(profiles).toHaveLength(1)
  expect(profiles[0]).toMatchObject({
    email: 'ann.bell@shop.eu',
    first_name: 'Ann',
    sources: ['salesforce', 'shopify'],
    orders_count: 0n,
  })
  expect(await lake.rows(duck, 'accounts')).toMatchObject([{ name: 'Bell' }])
  expect(await lake.rows(duck, 'opportunities')).toMatchObject([
    {
      opportunity_id: '006A',
      amount: '1234567890123456.78',
      close_date: '2026-12-31',
      is_won: false,
    },
  ])
  const letters = await lake.deadLetters()
  expect(letters).toHaveLength(1)
  expect(JSON.stringify(letters[0])).toContain('amount')
})

test('a contact that is deleted takes its part of the profile along', async () => {
  await lake.put(
    'Contact',
    [{ Id: contact.Id, _sdc_deleted_at: '2026-05-01T00:00:00Z' }],
    'salesforce',
  )
  await lake.run()
  expect(await lake.rows(duck, 'contacts')).toEqual([])
  expect(await lake.rows(duck, 'customers')).toHaveLength(1)
})
