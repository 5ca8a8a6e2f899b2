import { describe, expect } from 'vitest'
import { type Answer, type SalesforceVisit, test } from '../fixtures/salesforce.ts'

const DAY = 24 * 3600

/** The rows of a CSV in which every value is quoted, parted as told. */
function readCsv(text: string, delimiter = ',', lineEnding = '\n'): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`no quote at ${at}: ${text.slice(at, at + 20)}`)
    let value = ''
    for (at++; ; at++) {
      if (text[at] === '"' && text[at + 1] === '"') at++
      else if (text[at] === '"') break
      value += text[at]
    }
    rows.at(-1)?.push(value)
    at++
    if (text.startsWith(delimiter, at)) at += delimiter.length
    else if (text.startsWith(lineEnding, at)) {
      at += lineEnding.length
      if (at < text.length) rows.push([])
    } else throw new Error(`neither the next value nor the next line at ${at}`)
  }
  return rows
}

async function pages(
  salesforce: SalesforceVisit,
  id: string,
  maxRecords: number,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let locator: string | null = ''; locator !== 'null' && locator !== null; ) {
    const query = `maxRecords=${maxRecords}${locator === '' ? '' : `&locator=${locator}`}`
    const answer = await salesforce.call(`/jobs/query/${id}/results?${query}`)
    answers.push(answer)
    locator = answer.headers.get('sforce-locator')
  }
  return answers
}

test('a job lives from its creation to its results', async ({ salesforce }) => {
  salesforce.sandbox.conditions.bulkPolls = 2
  const query = 'SELECT Id, Name, SystemModstamp FROM Contact'
  const created = await salesforce.post('/jobs/query', { operation: 'queryAll', query })
  const shape = {
    id: expect.stringMatching(/^750\w{15}$/),
    operation: 'queryAll',
    object: 'Contact',
    createdById: expect.stringMatching(/^005/),
    createdDate: '2026-11-01T00:00:00.000+0000',
    systemModstamp: '2026-11-01T00:00:00.000+0000',
    state: 'UploadComplete',
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: 68,
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
  }
  expect(created).toMatchObject({ status: 200 })
  expect(created.json).toEqual(shape)

  const path = `/jobs/query/${created.json.id}`
  expect(await salesforce.call(`${path}/results`)).toMatchObject({
    status: 400,
    json: [{ errorCode: 'INVALIDJOBSTATE' }],
  })
  const states: unknown[] = []
  for (let poll = 0; poll < 4; poll++) {
    const { json } = await salesforce.call(path)
    states.push([json.state, json.numberRecordsProcessed])
  }
  expect(states).toEqual([
    ['InProgress', 33],
    ['InProgress', 66],
    ['JobComplete', 100],
    ['JobComplete', 100],
  ])
  expect((await salesforce.call(path)).json).toMatchObject({
    ...shape,
    state: 'JobComplete',
    jobType: 'V2Query',
    retries: 0,
    totalProcessingTime: expect.any(Number),
    isPkChunkingSupported: true,
  })
  expect((await salesforce.call(path, { method: 'DELETE' })).status).toBe(204)
  expect((await salesforce.call(path)).status).toBe(404)
})

describe('results', () => {
  test('come in pages with a header each, all rows once and in no order', async ({
    salesforce,
  }) => {
    const { json: job } = await salesforce.job('SELECT Id, Name FROM Contact')
    const answers = await pages(salesforce, job.id, 40)
    const tables = answers.map(({ text }) => readCsv(text))
    const total = job.numberRecordsProcessed
    expect(tables.map(([header]) => header)).toEqual(answers.map(() => ['Id', 'Name']))
    expect(answers.map(({ headers }) => headers.get('sforce-numberofrecords'))).toEqual([
      '40',
      '40',
      String(total - 80),
    ])
    expect(answers.map(({ headers }) => headers.get('sforce-locator'))).toEqual([
      'NDA',
      'ODA',
      'null',
    ])
    const ids = tables.flatMap((table) => table.slice(1).map(([id]) => id as string))
    expect(new Set(ids).size).toBe(total)
    expect(ids).not.toEqual([...ids].sort())
    const { json } = await salesforce.query('SELECT Id FROM Contact')
    expect([...ids].sort()).toEqual(json.records.map(({ Id }: { Id: string }) => Id))
  })

  test('keep their order where the query says one, and PK chunking is off', async ({
    salesforce,
  }) => {
    const { json: job } = await salesforce.job('SELECT Id FROM Contact ORDER BY Id DESC')
    expect(job.isPkChunkingSupported).toBe(false)
    const { text } = await salesforce.call(`/jobs/query/${job.id}/results`)
    const ids = readCsv(text).slice(1).flat()
    expect(ids).toEqual([...ids].sort().reverse())
  })

  test('write values as the service does', async ({ salesforce }) => {
    const values = {
      Name: 'line one\nline "two", three',
      AnnualRevenue: '3',
      NumberOfEmployees: 7,
      Loyalty_Score__c: '1234567890.12345678',
      Description: null,
      Type: 'N/A',
    }
    const { ids } = salesforce.control<{ ids: string[] }>('create', { object: 'Account', values })
    const { json: job } = await salesforce.job(
      `SELECT Id, Name, AnnualRevenue, NumberOfEmployees, Loyalty_Score__c, Description, Type, IsDeleted, SystemModstamp, Owner.Name FROM Account WHERE Id = '${ids[0]}'`,
    )
    const { text, headers } = await salesforce.call(`/jobs/query/${job.id}/results`)
    expect(headers.get('content-type')).toBe('text/csv;charset=UTF-8')
    expect(text).toBe(
      '"Id","Name","AnnualRevenue","NumberOfEmployees","Loyalty_Score__c","Description","Type","IsDeleted","SystemModstamp","Owner.Name"\n' +
        `"${ids[0]}","line one\nline ""two"", three","3.0","7","1.23456789012345678E9","","N/A","false","2026-11-01T00:00:00.000Z","${(await salesforce.query('SELECT Name FROM User LIMIT 1')).json.records[0].Name}"\n`,
    )
  })

  test('part columns and lines as the job says', async ({ salesforce }) => {
    const { json: job } = await salesforce.job('SELECT Id, Description FROM Lead', {
      columnDelimiter: 'PIPE',
      lineEnding: 'CRLF',
    })
    const { text } = await salesforce.call(`/jobs/query/${job.id}/results`)
    expect(text.startsWith('"Id"|"Description"\r\n')).toBe(true)
    expect(readCsv(text, '|', '\r\n')).toHaveLength(job.numberRecordsProcessed + 1)
  })

  test('show what was there when the job was created, for seven days', async ({ salesforce }) => {
    const { json: job } = await salesforce.job('SELECT Id, Description FROM Account')
    salesforce.control('update', { object: 'Account', count: 10, values: { Description: 'later' } })
    salesforce.clock.advance(7 * DAY - 1)
    await salesforce.logIn()
    expect((await salesforce.call(`/jobs/query/${job.id}/results`)).text).not.toContain('"later"')
    salesforce.clock.advance(1)
    expect((await salesforce.call(`/jobs/query/${job.id}/results`)).status).toBe(404)
  })

  test('of nothing are a header alone', async ({ salesforce }) => {
    const { json: job } = await salesforce.job("SELECT Id FROM Account WHERE Name = 'nobody'")
    const { text, headers } = await salesforce.call(`/jobs/query/${job.id}/results`)
    expect(text).toBe('"Id"\n')
    expect([headers.get('sforce-locator'), headers.get('sforce-numberofrecords')]).toEqual([
      'null',
      '0',
    ])
  })

  test('can be fetched side by side', async ({ salesforce }) => {
    const { json: job } = await salesforce.job('SELECT Id FROM Contact')
    const first = await salesforce.call(`/jobs/query/${job.id}/resultPages?maxRecords=15`)
    expect(first.json).toMatchObject({ done: false, resultPages: { length: 5 } })
    const second = await salesforce.call(first.json.nextRecordsUrl)
    expect(second.json).toMatchObject({ done: true, nextRecordsUrl: null })
    const urls: { resultUrl: string }[] = [...first.json.resultPages, ...second.json.resultPages]
    const answers = await Promise.all(urls.map(({ resultUrl }) => salesforce.call(resultUrl)))
    const ids = answers.flatMap(({ text }) => readCsv(text).slice(1).flat())
    expect(ids).toHaveLength(job.numberRecordsProcessed)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('are told of again by the same locators after other calls', async ({ salesforce }) => {
    const { json: job } = await salesforce.job('SELECT Id FROM Contact')
    const path = `/jobs/query/${job.id}/results?maxRecords=40&locator=NDA`
    expect((await salesforce.call(path)).text).toBe((await salesforce.call(path)).text)
    expect((await salesforce.call(`/jobs/query/${job.id}/results?locator=xyz`)).json).toMatchObject(
      [{ errorCode: 'INVALID_QUERY_LOCATOR' }],
    )
  })
})

test.for<[string, object, number, object]>([
  [
    'SELECT Id FROM CaseStatus',
    {},
    400,
    {
      errorCode: 'INVALIDENTITY',
      message: "Entity 'CaseStatus' is not supported by the Bulk API.",
    },
  ],
  ['SELECT Id FROM Subscription__Tag', {}, 400, { errorCode: 'INVALIDENTITY' }],
  [
    'SELECT Id, BillingAddress FROM Account',
    {},
    400,
    { errorCode: 'API_ERROR', message: 'Selecting compound data not supported in Bulk Query' },
  ],
  ['SELECT Id, Location__c FROM Account', {}, 400, { errorCode: 'API_ERROR' }],
  ['SELECT COUNT() FROM Account', {}, 400, { errorCode: 'API_ERROR' }],
  ['SELECT Name, (SELECT Id FROM Contacts) FROM Account', {}, 400, { errorCode: 'API_ERROR' }],
  ['SELECT Id, Body FROM Attachment', {}, 400, { errorCode: 'FEATURENOTENABLED' }],
  [
    'SELECT Id FROM ContentDocumentLink',
    {},
    400,
    { errorCode: 'MALFORMED_QUERY', message: expect.stringContaining('requires a filter') },
  ],
  ['SELECT Nope FROM Account', {}, 400, { errorCode: 'INVALID_FIELD' }],
  ['SELECT Id FROM Account', { operation: 'insert' }, 400, { errorCode: 'INVALIDJOB' }],
  ['SELECT Id FROM Account', { columnDelimiter: 'DOT' }, 400, { errorCode: 'INVALIDJOB' }],
])('%s with %j is refused', async ([soql, settings, status, error], { salesforce }) => {
  expect(await salesforce.job(soql, settings)).toMatchObject({ status, json: [error] })
})

test('a job is asked for in its own version', async ({ salesforce }) => {
  const { json: job } = await salesforce.job('SELECT Id FROM Account')
  expect(await salesforce.call(`/services/data/v67.0/jobs/query/${job.id}`)).toMatchObject({
    status: 409,
    json: [{ message: 'API version mismatch' }],
  })
})

test('jobs are listed, and can be aborted until they have ended', async ({ salesforce }) => {
  const first = (await salesforce.job('SELECT Id FROM Account')).json.id
  const query = 'SELECT Id FROM Lead'
  const second = (await salesforce.post('/jobs/query', { operation: 'query', query })).json.id
  const { json } = await salesforce.call('/jobs/query')
  expect(json).toMatchObject({
    done: true,
    records: [
      { id: second, object: 'Lead', state: 'UploadComplete', jobType: 'V2Query' },
      { id: first, object: 'Account', state: 'JobComplete' },
    ],
  })
  const abort = (id: string) => salesforce.post(`/jobs/query/${id}`, { state: 'Aborted' }, 'PATCH')
  expect((await abort(second)).json).toMatchObject({ state: 'Aborted' })
  expect(await abort(first)).toMatchObject({
    status: 400,
    json: [{ errorCode: 'INVALIDJOBSTATE' }],
  })
})

describe('limits', () => {
  test('of jobs a day', async ({ salesforce }) => {
    salesforce.control('usage', { bulk_jobs_used: 9999 })
    expect((await salesforce.job('SELECT Id FROM Account')).status).toBe(200)
    expect(await salesforce.job('SELECT Id FROM Account')).toMatchObject({
      status: 400,
      json: [{ errorCode: 'LIMIT_EXCEEDED' }],
    })
    salesforce.clock.advance(DAY)
    await salesforce.logIn()
    expect((await salesforce.job('SELECT Id FROM Account')).status).toBe(200)
  })

  test('of what is stored', async ({ salesforce }) => {
    salesforce.control('usage', { bulk_megabytes_used: 976_562 })
    expect((await salesforce.job('SELECT Id FROM Account')).json).toMatchObject([
      { errorCode: 'LIMIT_EXCEEDED', message: expect.stringContaining('result size stored') },
    ])
  })

  test('of time make a job fail', async ({ salesforce }) => {
    salesforce.sandbox.conditions.queryTimeoutThreshold = 1000
    expect((await salesforce.job('SELECT Id FROM Contact')).json).toMatchObject({
      state: 'Failed',
      errorMessage: 'QUERY_TIMEOUT: Your query request was running for too long.',
    })
  })
})

describe('faults', () => {
  const contacts = 'SELECT Id, LastName FROM Contact'

  test.for<[Parameters<SalesforceVisit['sandbox']['arm']>[0], object]>([
    [
      { kind: 'job_failed', message: 'LIMIT_EXCEEDED: x' },
      { state: 'Failed', errorMessage: 'LIMIT_EXCEEDED: x' },
    ],
    [{ kind: 'job_aborted' }, { state: 'Aborted' }],
  ])('%j', async ([fault, expected], { salesforce }) => {
    salesforce.sandbox.arm({ ...fault, match: 'GET /services/data/v68.0/jobs/query/750' })
    expect((await salesforce.job(contacts)).json).toMatchObject(expected)
  })

  test('a job that is gone between two polls', async ({ salesforce }) => {
    salesforce.sandbox.arm({ kind: 'job_deleted', skip: 1, match: 'jobs/query/750' })
    expect((await salesforce.job(contacts)).status).toBe(404)
  })

  test('a page that lacks a row says it has it', async ({ salesforce }) => {
    const { json: job } = await salesforce.job(contacts)
    salesforce.sandbox.arm({ kind: 'truncated_page', rows: 3, match: '/results' })
    const { text, headers } = await salesforce.call(`/jobs/query/${job.id}/results?maxRecords=10`)
    expect(headers.get('sforce-numberofrecords')).toBe('10')
    expect(readCsv(text)).toHaveLength(8)
  })

  test('a row comes on two pages', async ({ salesforce }) => {
    const { json: job } = await salesforce.job(contacts)
    salesforce.sandbox.arm({ kind: 'repeated_row', match: 'locator=' })
    const [first, second] = (await pages(salesforce, job.id, 60)).map(({ text }) => readCsv(text))
    expect(second?.[1]).toEqual(first?.at(-1))
  })

  test('NUL bytes', async ({ salesforce }) => {
    const { json: job } = await salesforce.job(contacts)
    salesforce.sandbox.arm({ kind: 'nul_bytes', match: '/results' })
    expect((await salesforce.call(`/jobs/query/${job.id}/results`)).text).toContain('\u0000"')
  })

  test('the limit of jobs, and a locator that has expired', async ({ salesforce }) => {
    salesforce.sandbox.arm({ kind: 'job_limit', match: 'POST' })
    expect((await salesforce.job(contacts)).json).toMatchObject([{ errorCode: 'LIMIT_EXCEEDED' }])
    const { json: job } = await salesforce.job(contacts)
    salesforce.sandbox.arm({ kind: 'expired_locator', match: '/results' })
    expect((await salesforce.call(`/jobs/query/${job.id}/results`)).json).toMatchObject([
      { errorCode: 'INVALID_QUERY_LOCATOR' },
    ])
  })
})
