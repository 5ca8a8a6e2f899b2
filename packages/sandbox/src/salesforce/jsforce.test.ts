import jsforce from 'jsforce'
import { expect } from 'vitest'
import { type SalesforceVisit, test } from './fixtures/salesforce.ts'

/** A client that nobody here wrote. */
function connect({ sandbox }: SalesforceVisit, settings: object = {}) {
  const connection = new jsforce.Connection({
    version: '68.0',
    instanceUrl: sandbox.url,
    refreshToken: sandbox.refreshToken,
    oauth2: {
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      loginUrl: sandbox.url,
    },
    ...settings,
  })
  connection.bulk2.pollInterval = 1
  return connection
}

test('logs in by its refresh token, and describes', async ({ salesforce }) => {
  const connection = connect(salesforce)
  const { sobjects } = await connection.describeGlobal()
  expect(sobjects.map(({ name }) => name)).toContain('Subscription__c')
  const { fields, childRelationships } = await connection.describe('Opportunity')
  expect(fields.find(({ name }) => name === 'Amount')).toMatchObject({ type: 'currency', scale: 2 })
  expect(childRelationships.map(({ childSObject }) => childSObject)).toContain(
    'OpportunityLineItem',
  )
  expect(await connection.identity()).toMatchObject({ username: salesforce.sandbox.username })
  expect(connection.limitInfo.apiUsage).toMatchObject({ limit: 100_000 })
})

test('refreshes a session that has ended', async ({ salesforce }) => {
  const connection = connect(salesforce)
  await connection.query('SELECT Id FROM Account LIMIT 1')
  const first = connection.accessToken
  salesforce.control('session', { expire: true })
  expect((await connection.query('SELECT COUNT() FROM Account')).totalSize).toBeGreaterThan(30)
  expect(connection.accessToken).not.toBe(first)
})

test('queries page by page, with parents, children and builders', async ({ salesforce }) => {
  salesforce.sandbox.conditions.pageRecords = 30
  const connection = connect(salesforce)
  let page = await connection.query<{ Id: string }>('SELECT Id, Owner.Name FROM Contact')
  const ids = page.records.map(({ Id }) => Id)
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl as string)
    ids.push(...page.records.map(({ Id }) => Id))
  }
  expect(new Set(ids).size).toBe(page.totalSize)
  expect(page.totalSize).toBeGreaterThan(60)

  const found = await connection
    .sobject('Account')
    .find({ CreatedDate: { $gte: jsforce.Date.toDateTimeLiteral('2024-01-01T00:00:00Z') } }, [
      'Id',
      'Name',
    ])
    .include('Contacts')
    .select('Id, LastName')
    .end()
    .sort({ Name: -1 })
    .limit(5)
  expect(found).toHaveLength(5)
  const all = await connection.query('SELECT Id FROM Lead', { scanAll: true })
  const some = await connection.query('SELECT Id FROM Lead')
  expect(all.totalSize).toBeGreaterThan(some.totalSize)
})

test('reads a record, what changed and what was deleted', async ({ salesforce }) => {
  salesforce.clock.advance(120)
  const connection = connect(salesforce)
  const { ids } = salesforce.control<{ ids: string[] }>('update', {
    object: 'Account',
    count: 1,
    values: { Name: 'Renamed' },
  })
  const [id = ''] = ids
  expect(await connection.sobject('Account').retrieve(id)).toMatchObject({
    Id: id,
    Name: 'Renamed',
  })
  salesforce.clock.advance(120)
  const span = ['2026-11-01T00:00:00Z', '2026-11-01T00:04:00Z'] as const
  expect((await connection.sobject('Account').updated(...span)).ids).toContain(id)
  salesforce.control('delete', { object: 'Account', ids })
  salesforce.clock.advance(60)
  const { deletedRecords } = await connection
    .sobject('Account')
    .deleted('2026-11-01T00:00:00Z', '2026-11-01T00:05:00Z')
  expect(deletedRecords).toMatchObject([{ id }])
})

// Of one page: at a second, jsforce 3.9 writes to a stream that it has ended itself.
test('runs a bulk query to its end', async ({ salesforce }) => {
  const connection = connect(salesforce)
  const stream = await connection.bulk2.query('SELECT Id, Name, Description FROM Contact')
  const rows = (await stream.toArray()) as { Id: string; Description: string }[]
  const { totalSize, records } = await connection.query<{ Id: string; Description: string | null }>(
    'SELECT Id, Description FROM Contact',
  )
  expect(rows).toHaveLength(totalSize)
  const descriptions = new Map(rows.map(({ Id, Description }) => [Id, Description]))
  // Line breaks, quotes and all: only nothing has become empty text.
  expect(records.map(({ Id }) => descriptions.get(Id))).toEqual(
    records.map(({ Description }) => Description ?? ''),
  )
})

test('meets errors as it does at the real one', async ({ salesforce }) => {
  const connection = connect(salesforce)
  await expect(connection.query('SELECT Nam FROM Account')).rejects.toMatchObject({
    errorCode: 'INVALID_FIELD',
    message: expect.stringContaining("No such column 'Nam' on entity 'Account'"),
  })
  salesforce.sandbox.arm({ kind: 'http', status: 503, count: 2, match: 'FROM Account' })
  // It tries again by itself.
  expect((await connection.query('SELECT COUNT() FROM Account')).totalSize).toBeGreaterThan(0)
  const stranger = connect(salesforce, { refreshToken: 'unknown' })
  await expect(stranger.query('SELECT Id FROM Account')).rejects.toThrow(
    'expired access/refresh token',
  )
})
