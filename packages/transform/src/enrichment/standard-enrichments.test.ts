import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standardModel } from '../model/standard-model.ts'
import { callingCodes } from '../standards/calling-codes.ts'
import { enriched } from '../testing/enriched.ts'
import { mailDomainClasses } from './mail-domains.ts'
import { phonePrefixes } from './phone-prefixes.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

/** All cases of a step in one query: the columns of each row, in the order of the cases. */
async function columns(table: string, rows: readonly object[], names: readonly string[]) {
  const numbered = rows.map((row, index) => ({
    ...row,
    zip: String(index),
    event_id: String(index),
  }))
  const found = await enriched(duck, standardModel, table, numbered)
  return found
    .sort((a, b) => Number(a.zip ?? a.event_id) - Number(b.zip ?? b.event_id))
    .map((row) => names.map((name) => row[name]))
}

test('the country of a phone number', async () => {
  const cases: readonly [string | null, string | null][] = [
    ['+4930123456', 'DE'],
    ['+12125550100', 'US'],
    ['+14165550100', 'CA'],
    ['+18765550100', 'JM'],
    ['+18005550100', null],
    ['+79161234567', 'RU'],
    ['+77011234567', 'KZ'],
    ['+447911123456', 'GG'],
    ['+447912123456', 'GB'],
    ['+35312345678', 'IE'],
    ['+35818123456', 'AX'],
    ['+21612345678', 'TN'],
    ['+9991234567', null],
    [null, null],
  ]
  const rows = cases.map(([phone]) => ({ phone }))
  expect(await columns('customers', rows, ['phone_country'])).toEqual(
    cases.map(([, country]) => [country]),
  )
})

test('every calling code leads to a country, and shared ones to one that has it', () => {
  for (const { callingCode } of callingCodes) {
    const country = phonePrefixes.get(`+${callingCode}`)
    const having = callingCodes.filter((plan) => plan.callingCode === callingCode)
    expect(having.map((plan) => plan.country)).toContain(country)
  }
})

test('the region of an address', async () => {
  const cases: readonly [string | null, string | null, string | null, string | null][] = [
    ['US', 'California', 'CA', 'US-CA'],
    ['US', 'California', null, 'US-CA'],
    ['US', 'NEW YORK', null, 'US-NY'],
    ['US', 'TX', null, 'US-TX'],
    ['CA', 'Québec', null, 'CA-QC'],
    ['DE', 'Thüringen', 'th', 'DE-TH'],
    ['CA', 'Ontario', null, 'CA-ON'],
    ['FR', 'Bretagne', null, 'FR-BRE'],
    ['FR', 'ile-de-france', null, 'FR-IDF'],
    ['JP', 'Tokyo', null, 'JP-13'],
    ['ES', 'Madrid', null, 'ES-M'],
    ['ES', 'Cantabria', null, 'ES-CB'],
    ['EE', 'Tartu', null, null],
    ['FR', 'Ontario', null, null],
    ['FR', null, null, null],
    [null, 'California', 'CA', null],
  ]
  const rows = cases.map(([country, province, province_code]) => ({
    country,
    province,
    province_code,
  }))
  expect(await columns('customers', rows, ['region'])).toEqual(cases.map((one) => [one[3]]))
})

test('a table without codes of provinces reads their names', async () => {
  const rows = [{ country: 'AU', province: 'Victoria' }]
  expect(await columns('contacts', rows, ['region'])).toEqual([['AU-VIC']])
})

test('the class of an e-mail domain', async () => {
  const cases: readonly [string | null, string | null, string | null][] = [
    ['ann@gmail.com', 'gmail.com', 'free'],
    ['ann@yahoo.co.uk', 'yahoo.co.uk', 'free'],
    ['ann@mailinator.com', 'mailinator.com', 'disposable'],
    ['ann@bell-and-daughters.eu', 'bell-and-daughters.eu', 'business'],
    ['ann@gmail.com.evil.eu', 'gmail.com.evil.eu', 'business'],
    [null, null, null],
  ]
  const rows = cases.map(([email]) => ({ email }))
  expect(await columns('leads', rows, ['email_domain', 'email_domain_class'])).toEqual(
    cases.map(([, ...wanted]) => wanted),
  )
})

test('no domain is in both lists, and each is one', () => {
  for (const domain of mailDomainClasses.keys()) expect(domain).toMatch(/^[a-z0-9.-]+[.][a-z]{2,}$/)
  expect(mailDomainClasses.get('gmail.com')).toBe('free')
  expect(mailDomainClasses.get('yopmail.com')).toBe('disposable')
})

describe('a landing page', () => {
  const campaignOf = async (landing_page: string | null, referrer: string | null = null) => {
    const [row] = await enriched(duck, standardModel, 'events', [{ landing_page, referrer }])
    const { landing_path, utm_source, utm_medium, utm_campaign, utm_term, utm_content } = row ?? {}
    const { click_id, click_id_type, referrer_domain } = row ?? {}
    const all = { landing_path, utm_source, utm_medium, utm_campaign, utm_term, utm_content }
    return Object.fromEntries(
      Object.entries({ ...all, click_id, click_id_type, referrer_domain }).filter(
        ([, value]) => value !== null,
      ),
    )
  }

  test.each<[string | null, Record<string, string>]>([
    [
      'https://shop.eu/sale?utm_source=news%20letter&utm_medium=e-mail&utm_campaign=a%26b+c&utm_term=x&utm_content=y#top',
      {
        landing_path: '/sale',
        utm_source: 'news letter',
        utm_medium: 'e-mail',
        utm_campaign: 'a&b+c',
        utm_term: 'x',
        utm_content: 'y',
      },
    ],
    [
      '/products/hat?gclid=Cj0K',
      { landing_path: '/products/hat', click_id: 'Cj0K', click_id_type: 'gclid' },
    ],
    [
      'https://shop.eu/?fbclid=F&gclid=G',
      { landing_path: '/', click_id: 'G', click_id_type: 'gclid' },
    ],
    ['https://shop.eu/?UTM_Source=A', { landing_path: '/', utm_source: 'A' }],
    ['https://shop.eu/?xutm_source=A&utm_source=', { landing_path: '/' }],
    ['https://shop.eu?utm_source=100%', { utm_source: '100%' }],
    ['https://shop.eu/?utm_source=%FF', { landing_path: '/', utm_source: '%FF' }],
    ['https://shop.eu/?utm_source=caf%C3%A9', { landing_path: '/', utm_source: 'café' }],
    ['no address', {}],
    [null, {}],
  ])('%s', async (page, wanted) => {
    expect(await campaignOf(page)).toEqual(wanted)
  })

  test.each([
    ['https://www.Google.com/search?q=x', 'google.com'],
    ['http://user@news.example.org:8080', 'news.example.org'],
    ['android-app://com.google.android.gm/', 'com.google.android.gm'],
    ['direct', undefined],
  ])('referrer %s', async (referrer, domain) => {
    expect((await campaignOf(null, referrer)).referrer_domain).toBe(domain)
  })
})
