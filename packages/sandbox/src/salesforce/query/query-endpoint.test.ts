import { describe, expect } from 'vitest'
import { test } from '../fixtures/salesforce.ts'

const DAY = 24 * 3600

describe('pages', () => {
  test.override({ options: { records: { CaseComment: 4500 } } })

  test('have 2000 records, and the locator of the next', async ({ salesforce }) => {
    const first = await salesforce.query('SELECT Id, CommentBody FROM CaseComment', 'queryAll')
    expect(first.json).toMatchObject({ totalSize: 4500, done: false })
    expect(first.json.records).toHaveLength(2000)
    expect(first.json.nextRecordsUrl).toMatch(/^\/services\/data\/v68\.0\/query\/01g\w{15}-2000$/)
    const second = await salesforce.call(first.json.nextRecordsUrl)
    const third = await salesforce.call(second.json.nextRecordsUrl)
    expect(third.json).toMatchObject({ totalSize: 4500, done: true })
    expect(third.json.nextRecordsUrl).toBeUndefined()
    const ids = [first, second, third].flatMap(({ json }) =>
      json.records.map(({ Id }: { Id: string }) => Id),
    )
    expect(new Set(ids).size).toBe(4500)
  })

  test('are as small as is asked for, but not smaller than 200', async ({ salesforce }) => {
    const size = async (batchSize: number) => {
      const headers = { 'Sforce-Query-Options': `batchSize=${batchSize}` }
      return (await salesforce.query('SELECT Id FROM CaseComment', 'query', { headers })).json
        .records.length
    }
    expect([await size(500), await size(10), await size(5000)]).toEqual([500, 200, 2000])
  })

  test('show the records as they were when the query was run', async ({ salesforce }) => {
    const { json } = await salesforce.query('SELECT Id, CommentBody FROM CaseComment ORDER BY Id')
    const { ids } = salesforce.control<{ ids: string[] }>('update', {
      object: 'CaseComment',
      count: 4000,
      values: { CommentBody: 'later' },
    })
    const next = await salesforce.call(json.nextRecordsUrl)
    expect(ids).toContain(next.json.records[0].Id)
    expect(next.json.records.map((row: { CommentBody: string }) => row.CommentBody)).not.toContain(
      'later',
    )
  })

  test('can be gone on with for two days', async ({ salesforce }) => {
    const { json } = await salesforce.query('SELECT Id FROM CaseComment')
    salesforce.clock.advance(2 * DAY - 1)
    await salesforce.logIn()
    expect((await salesforce.call(json.nextRecordsUrl)).status).toBe(200)
    salesforce.clock.advance(1)
    expect(await salesforce.call(json.nextRecordsUrl)).toMatchObject({
      status: 400,
      json: [{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }],
    })
  })
})

test('wide records come in smaller pages', async ({ salesforce }) => {
  salesforce.control('create', { object: 'Wide__c', count: 1100 })
  const { json: wide } = await salesforce.call('/sobjects/Wide__c/describe')
  const names: string[] = wide.fields.map(({ name }: { name: string }) => name)
  const size = async (count: number) =>
    (await salesforce.query(`SELECT ${names.slice(0, count).join(',')} FROM Wide__c`)).json.records
      .length
  expect(names).toHaveLength(420)
  expect([await size(101), await size(301)]).toEqual([500, 200])
})

test('an address longer than 16 KB is refused with a page for people', async ({ salesforce }) => {
  const { json } = await salesforce.call('/sobjects/Wide__c/describe')
  const names = json.fields.map(({ name }: { name: string }) => name)
  const long = await salesforce.query(`SELECT ${[...names, ...names].join(',')} FROM Wide__c`)
  expect(long.status).toBe(414)
  expect(long.headers.get('content-type')).toContain('text/html')
  expect(long.text).toContain('<html>')
  const headers = { 'X-Much': 'x'.repeat(17_000) }
  expect((await salesforce.call('/limits', { headers })).status).toBe(431)
})

test('a formula changes with what it stands on, and is not stamped', async ({ salesforce }) => {
  const soql =
    'SELECT Id, Account_Industry__c, SystemModstamp, AccountId FROM Contact WHERE AccountId != null ORDER BY Id LIMIT 1'
  const before = (await salesforce.query(soql)).json.records[0]
  salesforce.control('update', {
    object: 'Account',
    ids: [before.AccountId],
    values: { Industry: 'Shipbuilding' },
  })
  const after = (await salesforce.query(soql)).json.records[0]
  expect(after).toMatchObject({
    Account_Industry__c: 'Shipbuilding',
    SystemModstamp: before.SystemModstamp,
  })
})

test('a change can take its time to be seen', async ({ salesforce }) => {
  const { ids } = salesforce.control<{ ids: string[] }>('update', {
    object: 'Lead',
    count: 1,
    values: { Company: 'Late Ltd.' },
    lag_ms: 60_000,
  })
  const seen = async () =>
    (await salesforce.query("SELECT Id, SystemModstamp FROM Lead WHERE Company = 'Late Ltd.'")).json
      .records
  salesforce.clock.advance(59)
  expect(await seen()).toEqual([])
  salesforce.clock.advance(1)
  expect(await seen()).toMatchObject([
    { Id: ids[0], SystemModstamp: '2026-11-01T00:00:00.000+0000' },
  ])
})

test('a query that covers too much times out, a narrower one does not', async ({ salesforce }) => {
  salesforce.sandbox.conditions.queryTimeoutThreshold = 1000
  expect(await salesforce.query('SELECT Id FROM Contact')).toMatchObject({
    status: 400,
    json: [{ errorCode: 'QUERY_TIMEOUT', message: 'Your query request was running for too long.' }],
  })
  const narrow =
    'SELECT Id FROM Contact WHERE SystemModstamp >= 2026-10-01T00:00:00Z AND SystemModstamp < 2026-10-08T00:00:00Z'
  expect((await salesforce.query(narrow)).status).toBe(200)
})

test('files are told by their place, and fetched from there', async ({ salesforce }) => {
  const { json } = await salesforce.query('SELECT Id, Body FROM Attachment LIMIT 1')
  const [{ Id, Body }] = json.records
  expect(Body).toBe(`/services/data/v68.0/sobjects/Attachment/${Id}/Body`)
  expect((await salesforce.call(Body)).text).toContain('File')
})
