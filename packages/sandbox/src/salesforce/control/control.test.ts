import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { SalesforceVisit, test } from '../fixtures/salesforce.ts'
import { verbs } from './control.ts'
import { faultKinds } from './fault-kinds.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8').replace(
  / +/g,
  ' ',
)

test('the README tells of every kind of fault, in the same words', () => {
  const rows = Object.entries(faultKinds).map(
    ([name, { summary }]) => `| \`${name}\` | ${summary} |`,
  )
  expect(readme).toContain(rows.join('\n'))
})

test.for(Object.entries(verbs))(
  'the README tells of the verb %s and all it takes',
  ([name, { takes }]) => {
    const row = readme
      .split('\n')
      .filter((line) => line.startsWith(`| \`${name}\` |`))
      .at(-1)
    for (const setting of takes.filter((one) => one !== '*'))
      expect(row).toContain(`\`${setting}\``)
    expect(row).toBeDefined()
  },
)

test('control is a POST with a JSON object, and needs no token', async ({ salesforce }) => {
  const post = (verb: string, body: string) =>
    salesforce.ask(`/__control/${verb}`, { method: 'POST', body })
  expect((await post('state', '')).json).toMatchObject({ now: '2026-11-01T00:00:00.000Z' })
  expect((await salesforce.ask('/__control/state')).status).toBe(405)
  expect(await post('state', '[')).toMatchObject({ status: 400 })
  expect(await post('dance', '{}')).toMatchObject({
    status: 400,
    json: { error: expect.stringMatching(/^There is no verb "dance"; there are state, requests/) },
  })
  expect(await post('advance', '{"second":1}')).toMatchObject({
    status: 400,
    json: { error: 'advance has no "second"; there are seconds' },
  })
  expect((await post('update', '{"object":"Account","values":{"Nope":1}}')).json.error).toContain(
    'no field "Nope"',
  )
  expect(
    (await post('update', '{"object":"Account","values":{"SystemModstamp":"soon"}}')).json.error,
  ).toContain('has to be a time')
  expect((await post('create', '{"object":"Nope"}')).json.error).toContain('no object "Nope"')
  expect((await post('fault', '{"kind":"http","state":500}')).json.error).toContain(
    'http has no "state"',
  )
})

test('what was asked for is on record', async ({ salesforce }) => {
  await salesforce.query('SELECT Id FROM Account')
  await salesforce.query('SELECT Nope FROM Account')
  await salesforce.job('SELECT Id FROM Contact')
  const requests = salesforce.sandbox.requests(1)
  expect(requests.slice(0, 3)).toEqual([
    {
      number: 2,
      at: '2026-11-01T00:00:00.000Z',
      endpoint: 'GET /query',
      status: 200,
      error: null,
      fault: null,
      soql: 'SELECT Id FROM Account',
    },
    {
      number: 3,
      at: '2026-11-01T00:00:00.000Z',
      endpoint: 'GET /query',
      status: 400,
      error: 'INVALID_FIELD',
      fault: null,
      soql: 'SELECT Nope FROM Account',
    },
    {
      number: 4,
      at: '2026-11-01T00:00:00.000Z',
      endpoint: 'POST /jobs/query',
      status: 200,
      error: null,
      fault: null,
      soql: 'SELECT Id FROM Contact',
    },
  ])
  expect(salesforce.control('state')).toMatchObject({
    calls: { 'GET /query': 2, 'POST /jobs/query': 1, 'GET /jobs/query/ID': 2 },
    bulk_jobs_created: 1,
    requests_used: 5,
    rows_served: expect.any(Number),
  })
})

test('how many requests are under way at once is counted', async ({ salesforce }) => {
  const most = () =>
    salesforce.control<{ most_requests_at_once: number }>('state').most_requests_at_once
  for (let one = 0; one < 3; one++) await salesforce.call('/limits')
  expect(most()).toBe(1)
  salesforce.sandbox.conditions.latencyMilliseconds = 50
  await Promise.all(Array.from({ length: 4 }, () => salesforce.call('/limits')))
  expect(most()).toBe(4)
})

describe('records', () => {
  test('five thousand share one second', async ({ salesforce }) => {
    const { ids } = salesforce.control<{ ids: string[] }>('create', {
      object: 'Lead',
      count: 5000,
      at: '2026-10-31T12:00:00Z',
    })
    const { json } = await salesforce.query(
      'SELECT COUNT() FROM Lead WHERE SystemModstamp = 2026-10-31T12:00:00Z',
    )
    expect([ids.length, json.totalSize]).toEqual([5000, 5000])
    expect(ids).toEqual([...ids].sort())
  })

  test('of the same seed are the same, and live the same rounds', async ({ salesforce }) => {
    const again = await SalesforceVisit.start()
    const other = await SalesforceVisit.start({ seed: 8 })
    const digest = (visit: SalesforceVisit) => visit.control('digest').digest
    expect(digest(again)).toBe(digest(salesforce))
    expect(digest(other)).not.toBe(digest(salesforce))
    for (const round of [1, 2])
      expect(again.control('mutate', { round })).toEqual(salesforce.control('mutate', { round }))
    expect(digest(again)).toBe(digest(salesforce))
    await again.sandbox.close()
    await other.sandbox.close()
  })

  test('a round is later than all before, and can be seen', async ({ salesforce }) => {
    const round = salesforce.control<{
      at: string
      updated: { Account: string[] }
      created: { Contact: string[] }
      deleted: { Lead: string[] }
      purged: { Case: string[] }
    }>('mutate', { round: 1 })
    expect(round.at).toBe('2026-11-01T01:00:00.000Z')
    const changed = async (object: string, resource = 'queryAll') =>
      (
        await salesforce.query(
          `SELECT Id FROM ${object} WHERE SystemModstamp >= ${round.at}`,
          resource,
        )
      ).json.records
        .map(({ Id }: { Id: string }) => Id)
        .sort()
    expect(await changed('Account')).toEqual([...round.updated.Account].sort())
    expect(await changed('Contact')).toEqual(expect.arrayContaining(round.created.Contact))
    expect(await changed('Lead')).toEqual(round.deleted.Lead)
    const { records } = salesforce.control<{ records: { Id: string }[] }>('records', {
      object: 'Case',
    })
    expect(records.map(({ Id }) => Id)).not.toContain(round.purged.Case[0])
  })
})

describe('a fault', () => {
  const soql = 'SELECT Id FROM Account LIMIT 1'

  test('lets some pass, strikes every other, and is spent', async ({ salesforce }) => {
    salesforce.sandbox.arm({
      kind: 'http',
      status: 502,
      skip: 1,
      every: 2,
      count: 2,
      match: 'FROM Account',
    })
    const statuses: number[] = []
    for (let request = 0; request < 6; request++) {
      await salesforce.call('/limits')
      statuses.push((await salesforce.query(soql)).status)
    }
    expect(statuses).toEqual([200, 502, 200, 502, 200, 200])
    expect(salesforce.control('state')).toMatchObject({ faults: [] })
  })

  test.for<[Parameters<SalesforceVisit['sandbox']['arm']>[0], number, string, string]>([
    [{ kind: 'http' }, 503, 'application/json', 'SERVER_UNAVAILABLE'],
    [{ kind: 'http', status: 406 }, 406, 'text/plain', 'Exceptions: '],
    [{ kind: 'http', status: 420 }, 420, 'text/plain', 'Enhance Your Calm'],
    [{ kind: 'http', status: 500 }, 500, 'application/json', 'UNKNOWN_EXCEPTION'],
    [{ kind: 'http', status: 502 }, 502, 'text/html', '<html>'],
    [{ kind: 'maintenance', status: 200 }, 200, 'text/html', 'maintenance'],
    [{ kind: 'maintenance', status: 302 }, 302, 'text/html', 'maintenance'],
    [{ kind: 'request_limit' }, 403, 'application/json', 'TotalRequests Limit exceeded.'],
    [{ kind: 'request_limit', concurrent: true }, 403, 'application/json', 'ConcurrentRequests'],
    [{ kind: 'query_timeout' }, 400, 'application/json', 'QUERY_TIMEOUT'],
    [
      { kind: 'error', status: 400, error_code: 'OPERATION_TOO_LARGE', message: 'm' },
      400,
      'application/json',
      'OPERATION_TOO_LARGE',
    ],
    [{ kind: 'oauth_error' }, 400, 'application/json', 'login rate exceeded'],
    [
      { kind: 'expired_session', message: 'Connected app is not attached to Agent' },
      401,
      'application/json',
      'not attached to Agent',
    ],
  ])('%j', async ([fault, status, type, text], { salesforce }) => {
    salesforce.sandbox.arm(fault)
    const answer = await salesforce.query(soql)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.text).toContain(text)
  })

  test('expired_session ends the session for good', async ({ salesforce }) => {
    salesforce.sandbox.arm({ kind: 'expired_session' })
    await salesforce.query(soql)
    expect((await salesforce.query(soql)).status).toBe(401)
    await salesforce.logIn()
    expect((await salesforce.query(soql)).status).toBe(200)
  })

  test('reset cuts the answer off, meanwhile changes what it tells, hang never answers', async ({
    salesforce,
  }) => {
    salesforce.sandbox.arm({ kind: 'reset', after_bytes: 100 })
    await expect(salesforce.call('/sobjects')).rejects.toThrow()
    const settings = { object: 'Account', count: 1, values: { Name: 'Meanwhile' } }
    salesforce.sandbox.arm({ kind: 'meanwhile', verb: 'update', settings })
    expect((await salesforce.query('SELECT Name FROM Account LIMIT 1')).json.records[0].Name).toBe(
      'Meanwhile',
    )
    salesforce.sandbox.arm({ kind: 'hang' })
    const controller = new AbortController()
    const hanging = salesforce.call('/limits', { signal: controller.signal })
    expect((await salesforce.call('/limits')).status).toBe(200)
    controller.abort()
    await expect(hanging).rejects.toThrow('aborted')
  })

  test('a page of a query that lacks a record, a locator that has expired', async ({
    salesforce,
  }) => {
    salesforce.sandbox.conditions.pageRecords = 20
    salesforce.sandbox.arm({ kind: 'truncated_page', rows: 2, match: 'FROM Contact' })
    const { json } = await salesforce.query('SELECT Id FROM Contact')
    expect(json.records).toHaveLength(18)
    salesforce.sandbox.arm({ kind: 'expired_locator', match: '/query/01g' })
    expect((await salesforce.call(json.nextRecordsUrl)).json).toMatchObject([
      { errorCode: 'INVALID_QUERY_LOCATOR' },
    ])
    salesforce.sandbox.arm({ kind: 'http' })
    salesforce.sandbox.disarm()
    expect((await salesforce.call(json.nextRecordsUrl)).status).toBe(200)
  })
})
