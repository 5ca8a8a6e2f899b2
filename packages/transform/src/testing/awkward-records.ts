import { gzipSync } from 'node:zlib'
import type { TestLake } from './lake.ts'
import { customerRecord, day, deletion, orderRecord } from './shopify-records.ts'

const times = {
  CreatedDate: '2026-01-01T08:00:00.000+0000',
  SystemModstamp: '2026-01-02T08:00:00.000Z',
}

/** Records with values that engines read in ways of their own. */
const awkward = [
  customerRecord(1, 1, { email: 'Ann@Shop.EU', firstName: 'O\'Neil \\ "Ann" 🙂' }),
  customerRecord(2, 3, { email: 'ann@shop.eu', phone: '+49 (0)171 2345678' }),
  {
    ...customerRecord(3, 2, { email: 'ΟΔΟΣ@example.gr', phone: '0171 2345678' }),
    tags: ['b', null, '', ' a '],
    note: '\u0000 a\u00a0',
    defaultAddress: { countryCodeV2: 'de', city: 'Köln\n', zip: 50667, province: 'THÜRINGEN' },
  },
  {
    ...customerRecord(4, 2, { email: 'not an address' }),
    createdAt: '0001-01-01T00:00:00Z',
    verifiedEmail: true,
    taxExempt: 'false',
    note: '{"a":1.50}',
    defaultAddress: { countryCodeV2: 'FR', province: 'ile-de-france' },
  },
  {
    ...customerRecord(5, 2),
    updatedAt: '2026-01-02T23:30:00.123456789-05:30',
    displayName: '1e5',
    locale: 'true',
  },
  '{"id":"gid://shopify/Customer/6","legacyResourceId":9007199254740993,"note":"\\ud83d\\ude42","tags":[1,2.5,true],"updatedAt":"2026-01-02 10:00:00","_sdc_sequence":6}',
  '{"id":"gid://shopify/Customer/7","updatedAt":"2026-01-02T10:00:00Z","numberOfOrders":1e999,"defaultAddress":null,"_sdc_sequence":7}',
  customerRecord(8, 5, { email: 'late@shop.eu' }),
  { ...customerRecord(8, 5, { email: 'later@shop.eu' }), _sdc_sequence: 6000 },
]

/** Lines that are no record, or that hold what they should not. */
const broken: readonly (string | object)[] = [
  '{"id":',
  '[1]',
  'null',
  '7',
  '{"id":"x/1"}{"id":"x/2"}',
  '{"id":"x/1"} trailing',
  "{'id':'x/1'}",
  '{"id":"x/1","id":"x/2"}',
  '{"id":"x/1","_sdc_sequence":1,"_sdc_sequence":2}',
  '{"id":"x/1","defaultAddress":{"city":"a","city":"b"}}',
  '{"id":"x/1","defaultAddress":"Berlin"}',
  '{"id":"x/1","tags":{"a":1}}',
  '{"id":"\\ud800"}',
  '{"id":01}',
  '{"id":"tab\there"}',
  '{"note":"has no id"}',
  { ...customerRecord(20, 1), createdAt: 'yesterday' },
  { ...customerRecord(21, 1), verifiedEmail: 'maybe' },
  { id: 'gid://shopify/Customer/22', _sdc_deleted_at: 'never' },
]

const invalidUtf8 = Buffer.concat([
  Buffer.from(`${JSON.stringify(customerRecord(30, 1))}\n{"id":"`),
  Buffer.from([0xff, 0xfe]),
  Buffer.from(`"}\n${JSON.stringify(customerRecord(31, 1))}\r\n\n  \n`),
])

/** What a first run finds. */
export async function firstRecords(lake: TestLake) {
  await lake.put('customers', awkward)
  await lake.put('customers', broken)
  await lake.put('customers', gzipSync(invalidUtf8))
  await lake.put(
    'customers',
    Buffer.concat([
      gzipSync(`\ufeff${JSON.stringify(customerRecord(32, 1))}\n`),
      gzipSync(JSON.stringify(customerRecord(33, 1))),
    ]),
  )
  await lake.put(
    'customers',
    gzipSync(`${JSON.stringify(customerRecord(34, 1))}\n`.repeat(50)).subarray(0, 60),
  )
  await lake.put('orders', [
    orderRecord(1, 2, { customer: 1, total: '9999999999999999.99', lines: [1, 2] }),
    orderRecord(2, 2, { email: 'Ann@shop.eu', total: '0.10' }),
    orderRecord(3, 2, { customer: 2, total: '0.20', cancelledAt: day(3) }),
    orderRecord(4, 2, { customer: 99, total: '-5.00', test: true }),
    {
      ...orderRecord(5, 2, { email: 'guest@x.eu' }),
      lineItems: [],
      phone: '0171/2345678',
      shippingAddress: { countryCodeV2: 'DE' },
    },
    {
      ...orderRecord(6, 2),
      totalPriceSet: { shopMoney: { amount: 12.5, currencyCode: 'EUR' } },
      lineItems: null,
    },
    {
      ...orderRecord(7, 2),
      totalPriceSet: { shopMoney: { amount: '0.001', currencyCode: 'EUR' } },
    },
    {
      ...orderRecord(8, 2),
      lineItems: [
        { id: 'x/1', quantity: 2147483648 },
        { id: 'x/2', quantity: '1' },
        { quantity: 1 },
      ],
    },
    orderRecord(9, 2, { customer: 1, total: '33.33', lines: [1, 1, 2] }),
    orderRecord(10, 2, { customer: 1, total: '33.34' }),
    // Of another month than all others.
    orderRecord(70, 2, { customer: 4, total: '1.00' }),
  ])
  await lake.put(
    'Contact',
    [
      {
        Id: '003A',
        FirstName: 'Ann',
        LastName: 'Bell',
        Email: 'ANN@shop.eu',
        Phone: '030 1234567',
        MailingCountryCode: 'de',
        Birthdate: '1980-02-29',
        HasOptedOutOfEmail: false,
        ...times,
      },
      { Id: '003B', Email: 'b@shop.eu', Birthdate: '1980-02-30', ...times },
    ],
    'salesforce',
  )
  await lake.put(
    'Lead',
    [
      {
        Id: '00QA',
        Email: 'annie@else.net',
        IsConverted: true,
        ConvertedContactId: '003A',
        ...times,
      },
    ],
    'salesforce',
  )
  await lake.put(
    'Opportunity',
    [
      { Id: '006A', Amount: '1234567890123456.78', CloseDate: '2026-12-31', ...times },
      { Id: '006B', Amount: 0.5, ...times },
    ],
    'salesforce',
  )
}

/** What comes after it: changes, older versions, deletions, a full extraction. */
export async function laterRecords(lake: TestLake) {
  await lake.put('customers', [
    customerRecord(1, 9, { email: 'new@shop.eu' }),
    customerRecord(8, 4, { email: 'older@shop.eu' }),
    deletion('Customer', 5, 9),
    deletion('Customer', 77, 1),
    customerRecord(9, 9, { email: 'later@shop.eu', phone: '+1 (415) 555-2671 ext. 12' }),
  ])
  await lake.put('orders', [
    orderRecord(1, 3, { customer: 1, total: '5.00', lines: [2, 3] }),
    deletion('Order', 2, 9),
  ])
  await lake.put('products', [
    { id: 'gid://shopify/Product/1', title: 'Tea ☕', totalInventory: -3, _sdc_table_version: 2 },
  ])
  await lake.activate('products', 2)
}
