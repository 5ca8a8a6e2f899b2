import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QuotaError } from '@descant/sdk'
import { killAt } from '@descant/sdk/testing'
import { afterEach, expect, test } from 'vitest'
import {
  byId,
  failureOf,
  newestOf,
  type SandboxOrg,
  startOrg,
  told,
} from './fixtures/sandbox-org.ts'

/** What no other reader of Salesforce does, each against an org of its own. */
const orgs: SandboxOrg[] = []
const folders: string[] = []

const open = async (...options: Parameters<typeof startOrg>): Promise<SandboxOrg> => {
  const org = await startOrg(...options)
  orgs.push(org)
  return org
}

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'tap-salesforce-'))
  folders.push(made)
  return made
}

afterEach(async () => {
  for (const org of orgs.splice(0)) await org.sandbox.close()
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

const expectTruth = (org: SandboxOrg, object: string, ...runs: Parameters<typeof newestOf>[1][]) =>
  expect(told(newestOf(object, ...runs))).toEqual([...org.truth(object)].sort(byId))

test('1. a Bulk job that a run had to leave is gone on with at its page, and removed in the end', async () => {
  // A page by REST, and the other 70 rows by a job of 7 pages.
  const org = await open({ pageRecords: 20 })
  const config = { bulk_threshold_rows: 50, bulk_page_rows: 10, max_workers: 1 }
  let now = Date.now()
  const ticking = () => {
    now += 11_000
    return now
  }
  const first = await org.read(['Task'], { config, kill: killAt(45, 'SIGKILL'), now: ticking })
  expect(failureOf(first)).toBeDefined()
  expect(first.records('Task').length).toBeGreaterThan(30)

  const second = await org.read(['Task'], { config, state: first.state })
  expect(failureOf(second)).toBeUndefined()
  expectTruth(org, 'Task', first, second)
  expect(org.calls('POST /jobs/query')).toBe(1)
  // None is read twice but the one that was on its way, and the one whose STATE was.
  expect(org.calls('GET /jobs/query/ID/results')).toBeLessThanOrEqual(9)
  expect(second.records('Task').length).toBeLessThanOrEqual(60)
  expect(org.control<{ bulk_jobs: unknown[] }>('state').bulk_jobs).toEqual([])
})

test('2. pages of a Bulk result come side by side, and what they hold is counted', async () => {
  const org = await open({ latencyMilliseconds: 20 })
  const config = { api_type: 'BULK2', bulk_page_rows: 10 }
  org.sandbox.arm({ kind: 'truncated_page', match: '/results', skip: 2 })
  const run = await org.read(['Task'], { config })
  expect(failureOf(run)).toBeUndefined()
  expectTruth(org, 'Task', run)
  const { most_requests_at_once: most } = org.control<{ most_requests_at_once: number }>('state')
  expect(most).toBeGreaterThanOrEqual(3)

  org.sandbox.arm({ kind: 'truncated_page', match: '/results', count: 100 })
  const short = await org.read(['Task'], { config })
  expect(failureOf(short)).toMatchObject({
    message: expect.stringMatching(/holds 9 rows instead of 10/),
  })
  org.sandbox.disarm()
  const mended = await org.read(['Task'], { config, state: short.state })
  expectTruth(org, 'Task', short, mended)
})

test('3. a window is read by REST or by Bulk as its rows and the quotas have it', async () => {
  const org = await open({ pageRecords: 200, generatedObjects: 0 })
  org.control('create', { object: 'Contact', count: 2100, at: '2026-10-01T00:00:00Z' })
  const config = { bulk_threshold_rows: 50 }
  const first = await org.read(['Contact'], { config })
  expectTruth(org, 'Contact', first)
  expect(org.calls('POST /jobs/query')).toBe(1)

  org.sandbox.clock.advance(3600)
  org.control('update', { object: 'Contact', count: 5, values: { Title: 'changed' } })
  org.sandbox.clock.advance(3600)
  const second = await org.read(['Contact'], { config, state: first.state })
  expect(second.records('Contact')).toHaveLength(5)
  expectTruth(org, 'Contact', first, second)
  expect(org.calls('POST /jobs/query')).toBe(1)

  // The Bulk jobs of the day are used up by others: REST does it, as long as there are calls.
  org.control('usage', { bulk_jobs_used: 9000 })
  const third = await org.read(['Contact'], { config })
  expectTruth(org, 'Contact', third)
  expect(org.calls('POST /jobs/query')).toBe(1)
  org.control('usage', { requests_maximum: 100, requests_used: 75, bulk_jobs_used: 9000 })
  const fourth = await org.read(['Contact'], { config: { ...config, api_type: 'BULK2' } })
  expect(failureOf(fourth)).toBeInstanceOf(QuotaError)
})

test.each(['plain', 'per-app', 'bursts'] as const)(
  '4. the quota guard reads the limit header in its form %s, and stops with a bookmark, not with success',
  async (form) => {
    const org = await open({ limitInfo: form, pageRecords: 200 })
    org.control('usage', { requests_maximum: 100, requests_used: 75 })
    const objects = ['Account', 'Contact', 'Lead', 'Opportunity', 'Task', 'Event', 'Case', 'Asset']
    const run = await org.read(objects, { config: { quota_percent_per_run: 100 } })
    expect(run.failure).toBeInstanceOf(QuotaError)
    expect(run.failure).toMatchObject({ code: 'QUOTA_SPENT', exitCode: 4 })
    expect(org.control<{ requests_used: number }>('state').requests_used).toBeLessThanOrEqual(84)
    expect(run.state).toBeDefined()

    org.control('usage', { requests_maximum: 100_000 })
    const rest = await org.read(objects, { state: run.state })
    expect(failureOf(rest)).toBeUndefined()
    for (const object of objects) expectTruth(org, object, run, rest)
  },
)

test('5. rows that are gone for good are tombstones, and deletions that are none are not', async () => {
  const org = await open()
  const first = await org.read(['Account'])
  org.sandbox.clock.advance(7200)
  const [purged, binned, restored] = org.truth('Account').filter(({ IsDeleted }) => !IsDeleted)
  org.control('purge', { object: 'Account', ids: [purged?.Id] })
  org.control('delete', { object: 'Account', ids: [binned?.Id, restored?.Id] })
  org.control('undelete', { object: 'Account', ids: [restored?.Id] })
  org.sandbox.clock.advance(7200)
  const second = await org.read(['Account'], { state: first.state })
  expect(
    second
      .records('Account')
      .map(({ Id, IsDeleted, _sdc_deleted_at: at }) => [Id, IsDeleted, typeof at]),
  ).toEqual(
    expect.arrayContaining([
      [binned?.Id, true, 'string'],
      [restored?.Id, false, 'undefined'],
      [purged?.Id, undefined, 'string'],
    ]),
  )
  expect(second.records('Account')).toHaveLength(3)
  expectTruth(org, 'Account', first, second)
  const third = await org.read(['Account'], { state: second.state })
  expect(third.records('Account')).toEqual([])
})

test('5. rows that Salesforce has forgotten to have deleted are found by their ids', async () => {
  const org = await open()
  const config = { cache_directory: folder(), formula_refresh_hours: 0 }
  const first = await org.read(['Contact'], { config })
  org.sandbox.clock.advance(20 * 86_400)
  const [gone] = org.truth('Contact')
  org.control('purge', { object: 'Contact', ids: [gone?.Id], logged: false })
  const second = await org.read(['Contact'], { config, state: first.state })
  expect(failureOf(second)).toBeUndefined()
  expect(second.records('Contact')).toMatchObject([
    { Id: gone?.Id, _sdc_deleted_at: expect.any(String) },
  ])
  expectTruth(org, 'Contact', first, second)
  const third = await org.read(['Contact'], { config, state: second.state })
  expect(third.records('Contact')).toEqual([])
  // A run whose records were lost finds them again.
  const again = await org.read(['Contact'], { config, state: first.state })
  expect(again.records('Contact')).toMatchObject([{ Id: gone?.Id }])
})

test.each([false, true])(
  '6. formulas that changed without a stamp are read again in their own time (ledger: %s)',
  async (hasLedger) => {
    const org = await open()
    const cache = hasLedger ? { cache_directory: folder() } : {}
    const config = { ...cache, formula_refresh_hours: 12, reconcile_days: 0 }
    const read = (state?: unknown) => org.read(['Contact'], { config, ...(state ? { state } : {}) })
    const first = await read()
    const firstSweep = await (async () => {
      org.sandbox.clock.advance(13 * 3600)
      return read(first.state)
    })()
    const [account] = org.truth('Account').filter(({ IsDeleted }) => !IsDeleted)
    const owned = newestOf('Contact', first, firstSweep)
    const own = [...owned.values()].filter(({ AccountId }) => AccountId === account?.Id)
    expect(own.length).toBeGreaterThan(0)
    org.control('update', {
      object: 'Account',
      ids: [account?.Id],
      values: { Industry: 'Lighthouses' },
    })
    org.sandbox.clock.advance(3600)
    const tooSoon = await read(firstSweep.state)
    expect(tooSoon.records('Contact')).toEqual([])
    org.sandbox.clock.advance(12 * 3600)
    const due = await read(tooSoon.state)
    const changed = due
      .records('Contact')
      .filter((record) => record.Account_Industry__c === 'Lighthouses')
    expect(changed.map(({ Id }) => Id).sort()).toEqual(own.map(({ Id }) => Id).sort())
    // Whole rows, and with a ledger no others than those that changed.
    expect(Object.keys(changed[0] ?? {})).toEqual(Object.keys(own[0] ?? {}))
    expect(due.records('Contact')).toHaveLength(hasLedger ? own.length : owned.size)
  },
)

test('7. windows end before what is not to be seen yet, and 5,000 rows of one second are all read', async () => {
  const org = await open()
  const stamp = '2026-10-20T00:00:00Z'
  org.control('create', { object: 'Lead', count: 5000, at: stamp })
  const tied = await org.read(['Lead'], { config: { api_type: 'REST' } })
  expectTruth(org, 'Lead', tied)
  expect(tied.records('Lead')).toHaveLength(org.truth('Lead').length)

  // Shown five minutes after its stamp, while others that are newer are shown at once.
  org.sandbox.clock.advance(86_400)
  org.control('create', { object: 'Lead', values: { LastName: 'Late' }, lag_ms: 300_000 })
  org.sandbox.clock.advance(120)
  org.control('create', { object: 'Lead', values: { LastName: 'Early' } })
  org.sandbox.clock.advance(100)
  const before = await org.read(['Lead'], { state: tied.state, config: { api_type: 'REST' } })
  expect(before.records('Lead').map(({ LastName }) => LastName)).toEqual(['Early'])
  org.sandbox.clock.advance(600)
  const after = await org.read(['Lead'], { state: before.state, config: { api_type: 'REST' } })
  expect(after.records('Lead').map(({ LastName }) => LastName)).toEqual(['Late'])

  // What is newer than the lag is left to the next run.
  org.control('create', { object: 'Lead', values: { LastName: 'Now' } })
  const none = await org.read(['Lead'], { state: after.state })
  expect(none.records('Lead')).toEqual([])
  org.sandbox.clock.advance(61)
  const now = await org.read(['Lead'], { state: none.state })
  expect(now.records('Lead').map(({ LastName }) => LastName)).toEqual(['Now'])
})

test.each(['to the end of all', 'to another place among those of the page'])(
  '8. an object of 420 fields is read in groups of columns, and a row that moves between them %s is whole',
  async (where) => {
    const org = await open({ accounts: 400 })
    const rows = org
      .truth('Wide__c')
      .filter(({ IsDeleted }) => !IsDeleted)
      .sort((a, b) => (a.SystemModstamp < b.SystemModstamp ? -1 : 1))
    const moved = rows[0]
    const newest = Date.parse(rows.at(-1)?.SystemModstamp ?? '')
    org.sandbox.clock.advance(3600)
    const at = where === 'to the end of all' ? org.sandbox.clock.now() - 600_000 : newest - 1000
    const first = 'Measured_Quantity_Number_000__c'
    const last = 'Measured_Quantity_Number_406__c'
    const settings = {
      object: 'Wide__c',
      ids: [moved?.Id],
      values: { [first]: 'new', [last]: null },
      at: new Date(at).toISOString(),
    }
    org.sandbox.arm({ kind: 'meanwhile', match: last, verb: 'update', settings })
    org.queries()
    const run = await org.read(['Wide__c'], { config: { api_type: 'REST' } })
    expect(failureOf(run)).toBeUndefined()
    const groups = org.queries().filter((soql) => soql.includes('FROM Wide__c'))
    expect(groups.length).toBeGreaterThan(1)
    expect(groups.every((soql) => soql.length < 12_000)).toBe(true)
    expectTruth(org, 'Wide__c', run)
    const record = run.records('Wide__c').find(({ Id }) => Id === moved?.Id)
    expect(Object.keys(record ?? {}).length).toBeGreaterThanOrEqual(420)
    expect([record?.[first], record?.[last]]).toEqual(['new', null])
  },
)

test('9. discovery describes 25 objects a call, outlives one that fails, and asks again only for what changed', async () => {
  const org = await open({ generatedObjects: 100 })
  const config = { cache_directory: folder(), quota_percent_total: 100 }
  const used = () => org.control<{ requests_used: number }>('state').requests_used
  const discover = async () => {
    const before = used()
    // Nothing is read: what is left are the calls of discovery.
    const run = await org.read([], { config: { ...config, select: ['*__c'] }, around: () => [] })
    expect(run.failure).toBeUndefined()
    return { calls: used() - before, logs: run.logs.join('') }
  }
  const first = await discover()
  expect(first.calls).toBe(1 + Math.ceil((100 + 4) / 25))
  expect(first.logs).toMatch(/cannot be described.*Payroll__c/)
  expect((await discover()).calls).toBe(1 + 1)

  org.sandbox.clock.advance(10)
  org.control('schema', { object: 'Generated_0007__c', action: 'add_field', field: 'New__c' })
  org.sandbox.clock.advance(10)
  const run = await org.read(['Generated_0007__c'], { config })
  expect(run.records('Generated_0007__c')[0]).toHaveProperty('New__c')
})

test('10. records are the same to the letter whichever API they came by', async () => {
  const org = await open()
  const objects = [
    'Account',
    'Contact',
    'Opportunity',
    'Subscription__c',
    'OpportunityFieldHistory',
    'Wide__c',
  ]
  const [rest, bulk] = [
    await org.read(objects, { config: { api_type: 'REST' } }),
    await org.read(objects, { config: { api_type: 'BULK2' } }),
  ]
  expect(org.calls('POST /jobs/query')).toBe(objects.length)
  for (const object of objects) {
    const lines = (run: typeof rest) =>
      run
        .records(object)
        .map((record) => JSON.stringify(record))
        .sort()
    // The one thing that a CSV cannot tell apart; REST does.
    const withoutEmptyTexts = lines(rest).map((line) => line.replaceAll(':""', ':null'))
    expect(lines(bulk)).toEqual(withoutEmptyTexts)
    expect(lines(rest).length).toBeGreaterThan(0)
  }
  const literals = rest.records('OpportunityFieldHistory').map(({ OldValue }) => OldValue)
  expect(literals).toEqual(expect.arrayContaining(['00123', '12.50', 'true', '', null]))
  const numbers = rest.records('Subscription__c').map((record) => record.Usage__c)
  expect(numbers.every((value) => value === null || typeof value === 'string')).toBe(true)
})

test('11. a field that is hidden in the middle of a run is left out with a warning, and the run goes on', async () => {
  for (const api_type of ['REST', 'BULK2']) {
    const org = await open()
    const run = await org.read(['Contact', 'Lead'], {
      config: { api_type },
      around: (streams) => {
        org.control('schema', { object: 'Contact', action: 'hide_field', field: 'Title' })
        return streams
      },
    })
    expect(failureOf(run)).toBeUndefined()
    expectTruth(org, 'Contact', run)
    expect(run.records('Contact')[0]).not.toHaveProperty('Title')
    expect(run.logs.join('')).toMatch(/left out.*"stream":"Contact","field":"Title"/)
  }
})

test('11. a field that was removed since the catalog was made is left out with a warning, a new one is not read unasked', async () => {
  const org = await open()
  const schema = {
    properties: { Id: {}, SystemModstamp: {}, LastName: {}, Gone__c: { type: ['null', 'string'] } },
  }
  const metadata = [{ breadcrumb: [], metadata: { selected: true } }]
  const catalog = { streams: [{ tap_stream_id: 'Lead', stream: 'Lead', schema, metadata }] }
  const run = await org.read(['Lead'], { catalog })
  expect(failureOf(run)).toBeUndefined()
  expect(Object.keys(run.records('Lead')[0] ?? {}).sort()).toEqual([
    'Id',
    'LastName',
    'SystemModstamp',
  ])
  expect(run.logs.join('')).toMatch(/catalog names fields.*"fields":\["Gone__c"\]/)
})

test('12. streams are read side by side, each with its own state, and share one quota', async () => {
  const org = await open({ latencyMilliseconds: 10 })
  const objects = ['Account', 'Contact', 'Opportunity', 'Lead', 'Case', 'Task', 'Event', 'Asset']
  const run = await org.read(objects)
  expect(failureOf(run)).toBeUndefined()
  const { most_requests_at_once: most } = org.control<{ most_requests_at_once: number }>('state')
  expect(most).toBeGreaterThan(1)
  const { bookmarks } = run.state as { bookmarks: Record<string, { replication_key: string }> }
  expect(Object.keys(bookmarks).sort()).toEqual([...objects].sort())
  for (const object of objects) expectTruth(org, object, run)
  const usage = run.logs.filter((line) => line.includes('"message":"usage"'))
  const calls = usage.map((line) => JSON.parse(line).api_calls as number)
  // Signing in, the list and the describes belong to no stream.
  expect(calls.reduce((sum, count) => sum + count, 0)).toBe(
    org.control<{ requests_used: number }>('state').requests_used - 2,
  )
})
