import { describe, expect } from 'vitest'
import { test } from '../fixtures/salesforce.ts'

describe('describe', () => {
  test('lists every object', async ({ salesforce }) => {
    const { json } = await salesforce.call('/sobjects')
    expect(json).toMatchObject({ encoding: 'UTF-8', maxBatchSize: 200 })
    const objects = new Map<string, Record<string, unknown>>(
      json.sobjects.map((object: { name: string }) => [object.name, object]),
    )
    expect([...objects.values()].filter(({ custom }) => custom === false).length).toBeGreaterThan(
      60,
    )
    expect(objects.get('Account')).toMatchObject({
      keyPrefix: '001',
      queryable: true,
      replicateable: true,
    })
    expect(objects.get('Retired__c')).toMatchObject({ deprecatedAndHidden: true, queryable: false })
    expect(objects.get('AccountChangeEvent')).toMatchObject({ queryable: false, keyPrefix: null })
    const prefixes = [...objects.values()].flatMap(({ keyPrefix }) => keyPrefix ?? [])
    expect(new Set(prefixes).size).toBe(prefixes.length)
  })

  test.for<[string, string, object]>([
    [
      'Account',
      'Id',
      {
        type: 'id',
        soapType: 'tns:ID',
        length: 18,
        nillable: false,
        createable: false,
        filterable: true,
      },
    ],
    ['Account', 'Name', { type: 'string', length: 255, nillable: false, nameField: true }],
    [
      'Account',
      'AnnualRevenue',
      { type: 'currency', soapType: 'xsd:double', precision: 18, scale: 0 },
    ],
    [
      'Account',
      'BillingStreet',
      { type: 'textarea', length: 255, compoundFieldName: 'BillingAddress', filterable: true },
    ],
    [
      'Account',
      'BillingAddress',
      { type: 'address', soapType: 'urn:address', compoundFieldName: null, sortable: false },
    ],
    ['Account', 'OwnerId', { type: 'reference', referenceTo: ['User'], relationshipName: 'Owner' }],
    ['Account', 'Description', { type: 'textarea', length: 32_000, filterable: false }],
    ['Account', 'Full_Name__c', { type: 'string', calculated: true, createable: false }],
    ['Account', 'Location__c', { type: 'location', soapType: 'urn:location', sortable: false }],
    ['Account', 'SystemModstamp', { type: 'datetime', soapType: 'xsd:dateTime', nillable: false }],
    ['Account', 'Interests__c', { type: 'multipicklist', length: 4099 }],
    ['Attachment', 'Body', { type: 'base64', filterable: false, sortable: false }],
    ['Case', 'CaseNumber', { type: 'string', autoNumber: true }],
    ['Contact', 'LastName', { compoundFieldName: 'Name', length: 80 }],
    ['Opportunity', 'Amount', { type: 'currency', scale: 2 }],
    ['Opportunity', 'CloseDate', { type: 'date' }],
    ['Opportunity', 'Probability', { type: 'percent', precision: 3, scale: 0 }],
    [
      'Opportunity',
      'StageName',
      {
        type: 'picklist',
        picklistValues: expect.arrayContaining([
          expect.objectContaining({ value: 'Closed Won', active: true }),
        ]),
      },
    ],
    [
      'OpportunityFieldHistory',
      'NewValue',
      { type: 'anyType', soapType: 'xsd:anyType', filterable: false },
    ],
    [
      'Subscription__c',
      'Account__c',
      { type: 'reference', relationshipName: 'Account__r', custom: true },
    ],
    ['Subscription__c', 'Billing_Time__c', { type: 'time' }],
    ['Task', 'WhoId', { referenceTo: ['Contact', 'Lead'], polymorphicForeignKey: true }],
    ['ActivityFieldHistory', 'SystemModstamp', { filterable: false }],
    ['User', 'Email', { type: 'email', length: 80 }],
  ])('%s.%s', async ([object, name, expected], { salesforce }) => {
    const { json } = await salesforce.call(`/sobjects/${object}/describe`)
    const field = json.fields.find((one: { name: string }) => one.name === name)
    expect(field).toMatchObject(expected)
  })

  test('has children, and what the list tells', async ({ salesforce }) => {
    const { json } = await salesforce.call('/sobjects/account/describe')
    expect(json).toMatchObject({
      name: 'Account',
      keyPrefix: '001',
      recordTypeInfos: [{ master: true }],
    })
    expect(json.childRelationships).toContainEqual(
      expect.objectContaining({
        childSObject: 'Contact',
        field: 'AccountId',
        relationshipName: 'Contacts',
      }),
    )
  })

  test('is not sent again where nothing has changed', async ({ salesforce }) => {
    const first = await salesforce.call('/sobjects/Account/describe')
    const headers = { 'If-Modified-Since': first.headers.get('last-modified') as string }
    const again = () => salesforce.call('/sobjects/Account/describe', { headers })
    expect(await again()).toMatchObject({ status: 304, text: '' })
    expect((await salesforce.call('/sobjects', { headers })).status).toBe(304)
    salesforce.control('schema', { object: 'Account', action: 'hide_field', field: 'SicDesc' })
    const changed = await again()
    expect(changed.status).toBe(200)
    expect(changed.text).not.toContain('"name":"SicDesc"')
    expect(first.text).not.toBe(changed.text)
  })

  test('is denied for one object, and unknown for another', async ({ salesforce }) => {
    expect(await salesforce.call('/sobjects/Payroll__c/describe')).toMatchObject({
      status: 403,
      json: [{ errorCode: 'INSUFFICIENT_ACCESS' }],
    })
    expect(await salesforce.call('/sobjects/Nothing/describe')).toMatchObject({
      status: 404,
      json: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    })
  })
})

describe('a large org', () => {
  test.override({ options: { generatedObjects: 800 } })

  test('has as many objects more, each with a prefix of its own', async ({ salesforce }) => {
    const { json } = await salesforce.call('/sobjects')
    const prefixes = json.sobjects.flatMap(
      (object: { keyPrefix: string | null }) => object.keyPrefix ?? [],
    )
    expect(prefixes.length).toBeGreaterThan(960)
    expect(new Set(prefixes).size).toBe(prefixes.length)
  })
})

test.for<[string, number, string]>([
  ['/services/data/v30.0/sobjects', 410, 'GONE'],
  ['/services/data/v99.0/sobjects', 404, 'NOT_FOUND'],
  ['/services/data/banana/sobjects', 404, 'NOT_FOUND'],
  ['/nowhere', 404, 'NOT_FOUND'],
  ['/composite', 405, 'METHOD_NOT_ALLOWED'],
])('%s is %i %s', async ([path, status, errorCode], { salesforce }) => {
  expect(await salesforce.call(path)).toMatchObject({ status, json: [{ errorCode }] })
})

describe('composite requests', () => {
  const describeOf = (name: string, index: number) => ({
    method: 'GET',
    url: `/services/data/v68.0/sobjects/${name}/describe`,
    referenceId: `r${index}`,
  })

  test('count as one call, and one that fails leaves the others alone', async ({ salesforce }) => {
    const used = () => salesforce.control<{ requests_used: number }>('state').requests_used
    const before = used()
    const compositeRequest = ['Account', 'Payroll__c', 'Contact'].map(describeOf)
    const { json } = await salesforce.post('/composite', { allOrNone: false, compositeRequest })
    expect(used() - before).toBe(1)
    expect(json.compositeResponse).toMatchObject([
      { httpStatusCode: 200, referenceId: 'r0', httpHeaders: {}, body: { name: 'Account' } },
      { httpStatusCode: 403, referenceId: 'r1', body: [{ errorCode: 'INSUFFICIENT_ACCESS' }] },
      { httpStatusCode: 200, referenceId: 'r2', body: { name: 'Contact' } },
    ])
  })

  test('know what has not changed', async ({ salesforce }) => {
    const httpHeaders = { 'If-Modified-Since': new Date(salesforce.clock.now()).toUTCString() }
    const { json } = await salesforce.post('/composite', {
      compositeRequest: [{ ...describeOf('Account', 0), httpHeaders }],
    })
    expect(json.compositeResponse).toMatchObject([{ httpStatusCode: 304, body: null }])
  })

  test('meet faults one by one', async ({ salesforce }) => {
    salesforce.sandbox.arm({
      kind: 'error',
      error_code: 'UNKNOWN_EXCEPTION',
      match: 'GET /services/data/v68.0/sobjects/Case/describe',
    })
    const compositeRequest = ['Account', 'Case'].map(describeOf)
    const { json } = await salesforce.post('/composite', { compositeRequest })
    expect(
      json.compositeResponse.map((one: { httpStatusCode: number }) => one.httpStatusCode),
    ).toEqual([200, 400])
  })

  test('are 25 at most, five of them queries', async ({ salesforce }) => {
    const compositeRequest = Array.from({ length: 26 }, (_, index) => describeOf('Account', index))
    expect(await salesforce.post('/composite', { compositeRequest })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'LIMIT_EXCEEDED' }],
    })
    const query = {
      method: 'GET',
      url: '/services/data/v68.0/query?q=SELECT+Id+FROM+Account',
      referenceId: 'q',
    }
    expect(
      (await salesforce.post('/composite', { compositeRequest: Array(6).fill(query) })).status,
    ).toBe(400)
    expect(
      (await salesforce.post('/composite', { compositeRequest: Array(5).fill(query) })).status,
    ).toBe(200)
    expect((await salesforce.post('/composite', { nothing: [] })).status).toBe(400)
  })

  test('in a batch count each, and can halt', async ({ salesforce }) => {
    const used = () => salesforce.control<{ requests_used: number }>('state').requests_used
    const before = used()
    const batchRequests = ['Account', 'Payroll__c', 'Contact'].map((name) => ({
      method: 'GET',
      url: `v68.0/sobjects/${name}/describe`,
    }))
    const { json } = await salesforce.post('/composite/batch', { batchRequests })
    expect(used() - before).toBe(3)
    expect(json).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 200 },
        { statusCode: 403 },
        { statusCode: 200, result: { name: 'Contact' } },
      ],
    })
    const halted = await salesforce.post('/composite/batch', { haltOnError: true, batchRequests })
    expect(halted.json.results[2]).toEqual({
      statusCode: 412,
      result: [
        { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' },
      ],
    })
  })
})

describe('limits', () => {
  test.for<['plain' | 'per-app' | 'bursts', RegExp]>([
    ['plain', /^api-usage=\d+\/100000$/],
    [
      'per-app',
      /^api-usage=\d+\/100000; per-app-api-usage=\d+\/100000\(appName=descant-sandbox\)$/,
    ],
    ['bursts', /^api-usage=\d+\/100000; api-bursts=1\/750$/],
  ])('are told %s', async ([form, expected], { salesforce }) => {
    salesforce.control('usage', { form })
    expect((await salesforce.call('/limits')).headers.get('sforce-limit-info')).toMatch(expected)
  })

  test('count down, and come back after a day', async ({ salesforce }) => {
    salesforce.control('usage', { requests_used: 99_998 })
    expect((await salesforce.call('/limits')).json).toMatchObject({
      DailyApiRequests: { Max: 100_000, Remaining: 1 },
      DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 },
      DailyBulkV2QueryFileStorageMB: { Max: 976_562, Remaining: 976_562 },
    })
    await salesforce.call('/limits')
    expect(await salesforce.call('/limits')).toMatchObject({
      status: 403,
      json: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    })
    salesforce.clock.advance(24 * 3600)
    await salesforce.logIn()
    expect((await salesforce.call('/limits')).status).toBe(200)
  })

  test('of records are counts without the recycle bin', async ({ salesforce }) => {
    salesforce.control('create', { object: 'Campaign', count: 5 })
    salesforce.control('delete', { object: 'Campaign', count: 2 })
    const { json } = await salesforce.query('SELECT COUNT() FROM Campaign')
    expect((await salesforce.call('/limits/recordCount?sObjects=Campaign,Wide__c')).json).toEqual({
      sObjects: [
        { count: json.totalSize, name: 'Campaign' },
        { count: 4, name: 'Wide__c' },
      ],
    })
  })
})

describe('what was deleted and what was changed', () => {
  const span = (start: string, end: string) =>
    `start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`
  const today = span('2026-11-01T00:00:00+00:00', '2026-11-01T01:00:00+00:00')

  test('is told by id', async ({ salesforce }) => {
    salesforce.clock.advance(600)
    const deleted = salesforce.control<{ ids: string[] }>('delete', {
      object: 'Lead',
      count: 2,
    }).ids
    const purged = salesforce.control<{ ids: string[] }>('purge', { object: 'Lead', count: 1 }).ids
    salesforce.control('purge', { object: 'Lead', count: 1, logged: false })
    const updated = salesforce.control<{ ids: string[] }>('update', {
      object: 'Lead',
      count: 3,
      values: { Company: 'x' },
    }).ids
    salesforce.clock.advance(600)
    const gone = await salesforce.call(`/sobjects/Lead/deleted?${today}`)
    expect(gone.json).toEqual({
      deletedRecords: [...deleted, ...purged].map((id) => ({
        id,
        deletedDate: '2026-11-01T00:10:00.000+0000',
      })),
      earliestDateAvailable: '2026-10-17T00:20:00.000+0000',
      latestDateCovered: '2026-11-01T00:20:00.000+0000',
    })
    expect((await salesforce.call(`/sobjects/Lead/updated?${today}`)).json).toEqual({
      ids: expect.arrayContaining(updated),
      latestDateCovered: '2026-11-01T00:20:00.000+0000',
    })
  })

  test('knows what is in the recycle bin, too', async ({ salesforce }) => {
    const bin = await salesforce.query('SELECT Id FROM Lead WHERE IsDeleted = true', 'queryAll')
    const fortnight = span('2026-10-17T00:00:00Z', '2026-11-01T00:00:00Z')
    const { json } = await salesforce.call(`/sobjects/Lead/deleted?${fortnight}`)
    const ids = ({ Id, id }: { Id?: string; id?: string }) => Id ?? id
    expect(json.deletedRecords.map(ids).sort()).toEqual(bin.json.records.map(ids))
    expect(json.deletedRecords.length).toBeGreaterThan(0)
  })

  test('what came back was not deleted', async ({ salesforce }) => {
    salesforce.clock.advance(60)
    const { ids } = salesforce.control<{ ids: string[] }>('delete', { object: 'Lead', count: 2 })
    salesforce.control('undelete', { object: 'Lead', ids: ids.slice(0, 1) })
    salesforce.clock.advance(60)
    const { json } = await salesforce.call(`/sobjects/Lead/deleted?${today}`)
    expect(json.deletedRecords.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1))
  })

  test('what lives can be said to be deleted', async ({ salesforce }) => {
    salesforce.clock.advance(60)
    const { ids } = salesforce.control<{ ids: string[] }>('delete', {
      object: 'CurrencyType',
      count: 1,
      falsely: true,
    })
    salesforce.clock.advance(60)
    const { json } = await salesforce.call(`/sobjects/CurrencyType/deleted?${today}`)
    expect(json.deletedRecords).toMatchObject([{ id: ids[0] }])
    const soql = `SELECT Id FROM CurrencyType WHERE Id = '${ids[0]}'`
    expect((await salesforce.query(soql)).json.records).toHaveLength(1)
  })

  test('the recycle bin is in queryAll, stamped anew', async ({ salesforce }) => {
    salesforce.clock.advance(60)
    const { ids } = salesforce.control<{ ids: string[] }>('delete', { object: 'Lead', count: 1 })
    const soql = `SELECT Id, IsDeleted, SystemModstamp FROM Lead WHERE Id = '${ids[0]}'`
    expect((await salesforce.query(soql)).json.records).toEqual([])
    expect((await salesforce.query(soql, 'queryAll')).json.records).toMatchObject([
      { IsDeleted: true, SystemModstamp: '2026-11-01T00:01:00.000+0000' },
    ])
  })

  test.for<[string, string, string]>([
    [
      'Lead/deleted',
      span('2026-10-01T00:00:00Z', '2026-10-20T00:00:00Z'),
      'INVALID_REPLICATION_DATE',
    ],
    [
      'Lead/updated',
      span('2026-09-01T00:00:00Z', '2026-10-20T00:00:00Z'),
      'INVALID_REPLICATION_DATE',
    ],
    [
      'Lead/updated',
      span('2026-10-20T00:00:30Z', '2026-10-20T00:00:40Z'),
      'INVALID_REPLICATION_DATE',
    ],
    ['Lead/deleted', 'start=soon&end=later', 'INVALID_FIELD'],
    [
      'AccountShare/deleted',
      span('2026-10-30T00:00:00Z', '2026-10-31T00:00:00Z'),
      'INVALID_TYPE_FOR_OPERATION',
    ],
  ])('%s?%s is refused', async ([path, query, errorCode], { salesforce }) => {
    expect(await salesforce.call(`/sobjects/${path}?${query}`)).toMatchObject({
      status: 400,
      json: [{ errorCode }],
    })
  })
})
