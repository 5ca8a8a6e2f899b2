import { generateKeyPairSync } from 'node:crypto'
import { AuthError } from '@descant/sdk'
import { killAt } from '@descant/sdk/testing'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  byId,
  failureOf,
  newestOf,
  type SandboxOrg,
  startOrg,
  told,
} from './fixtures/sandbox-org.ts'

const orgs: SandboxOrg[] = []

const open = async (...options: Parameters<typeof startOrg>): Promise<SandboxOrg> => {
  const org = await startOrg(...options)
  orgs.push(org)
  return org
}

afterEach(async () => {
  for (const org of orgs.splice(0)) await org.sandbox.close()
})

const isLong = process.env.DESCANT_LONG === '1'

type Runs = Parameters<typeof newestOf>[1][]

const expectTruth = (org: SandboxOrg, object: string, runs: Runs) =>
  expect(told(newestOf(object, ...runs))).toEqual([...org.truth(object)].sort(byId))

describe('golden', () => {
  test.each(isLong ? ['REST', 'BULK2', 'AUTO'] : ['AUTO'])(
    'a full run, rounds of changes, and a run after each: together the truth, by %s',
    async (api_type) => {
      const org = await open()
      const objects = ['Account', 'Contact', 'Opportunity', 'Lead', 'Case']
      const runs: Runs = [await org.read(objects, { config: { api_type } })]
      const rounds = isLong ? 10 : 3
      for (let round = 1; round <= rounds; round++) {
        org.control('mutate', { round })
        org.sandbox.clock.advance(120)
        const state = runs.at(-1)?.state
        const run = await org.read(objects, { config: { api_type }, state })
        expect(failureOf(run)).toBeUndefined()
        expect(run.records().length).toBeLessThan(40)
        runs.push(run)
        for (const object of objects) expectTruth(org, object, runs)
      }
    },
  )
})

describe('a crash', () => {
  const objects = ['Account', 'Task', 'Case']

  /** Ends a run after any number of answers, as a kill would, and goes on from the last STATE. */
  const crashAfter = async (org: SandboxOrg, answers: number, state: unknown, config: object) => {
    let left = answers
    const real = globalThis.fetch
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...call) => {
      if (left-- <= 0) throw new TypeError('killed')
      return real(...call)
    })
    const signal = new AbortController()
    const run = await org.read(objects, {
      config: { ...config, max_duration_seconds: 60 },
      state,
      signal: signal.signal,
      now: tick(),
      ...(answers % 2 === 0 ? { kill: killAt(7 * answers, 'SIGKILL') } : {}),
    })
    spy.mockRestore()
    return run
  }

  /** A clock by which STATE is always due. */
  const tick = () => {
    let now = Date.now()
    return () => {
      now += 11_000
      return now
    }
  }

  test('after any answers, and the run from the last STATE: nothing is lost', async () => {
    const places = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 })
    const config = { bulk_threshold_rows: 40, bulk_page_rows: 10, max_workers: 2 }
    await fc.assert(
      fc.asyncProperty(places, async (answers) => {
        const org = await open({ pageRecords: 15 })
        const runs: Runs = []
        for (const place of answers) {
          runs.push(await crashAfter(org, place, runs.at(-1)?.state, config))
        }
        runs.push(await org.read(objects, { config, state: runs.at(-1)?.state }))
        expect(failureOf(runs.at(-1) as Runs[number])).toBeUndefined()
        for (const object of objects) expectTruth(org, object, runs)
      }),
      { numRuns: isLong ? 40 : 2 },
    )
  })
})

describe('tokens', () => {
  test('a session that ends in the middle of the pages is renewed once', async () => {
    const org = await open({ pageRecords: 10 })
    org.sandbox.arm({ kind: 'expired_session', match: 'queryAll', skip: 3 })
    const run = await org.read(['Account'])
    expectTruth(org, 'Account', [run])
    expect(org.calls('POST /services/oauth2/token')).toBe(2)
  })

  test('a refresh token that is rotated is saved before it is needed, and the next run has it', async () => {
    const org = await open({ rotateRefreshTokens: true, sessionCalls: 3, pageRecords: 10 })
    const first = await org.read(['Account'])
    expectTruth(org, 'Account', [first])
    expect(first.savedConfig.refresh_token).not.toBe(org.sandbox.refreshToken)
    const stale = await org.read(['Account'])
    expect(stale.failure).toBeInstanceOf(AuthError)
    const second = await org.read(['Account'], { config: first.savedConfig })
    expect(failureOf(second)).toBeUndefined()
  })

  test('a rotated token whose answer was lost is told as what it is: connect again', async () => {
    const org = await open({ rotateRefreshTokens: true })
    org.sandbox.arm({ kind: 'reset', match: 'oauth2/token' })
    const run = await org.read(['Account'])
    expect(run.failure).toBeInstanceOf(AuthError)
    expect(run.failure).toMatchObject({ exitCode: 3, message: /connect the account again/ })
    expect(JSON.stringify([run.logs, String(run.failure)])).not.toContain(org.sandbox.refreshToken)
  })

  test('client credentials and a signed statement sign in as well', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const org = await open({ publicKey })
    // The org's time is not ours, and a statement is good for three minutes.
    org.sandbox.clock.reach(Date.now())
    for (const config of [
      { refresh_token: '' },
      {
        refresh_token: '',
        client_secret: '',
        private_key: privateKey,
        username: org.sandbox.username,
      },
    ]) {
      expect(failureOf(await org.read(['Account'], { config }))).toBeUndefined()
    }
  })
})

describe('what goes wrong on the way', () => {
  test.each([
    [
      'a Bulk job that fails for want of time',
      { kind: 'job_failed', message: 'QUERY_TIMEOUT: too long', match: '/jobs/query/' },
    ],
    ['a Bulk job that somebody aborts', { kind: 'job_aborted', match: '/jobs/query/' }],
    ['a Bulk job that somebody deletes', { kind: 'job_deleted', match: '/jobs/query/' }],
    ['a locator that has expired', { kind: 'expired_locator', match: '/results' }],
    ['NUL bytes', { kind: 'nul_bytes', match: '/results', count: 9 }],
    ['a result that breaks off', { kind: 'reset', after_bytes: 500, match: '/results' }],
    ['jobs that are used up', { kind: 'job_limit', match: 'POST /services/data/v68.0/jobs/query' }],
  ] as const)('%s', async (_, fault) => {
    const org = await open({ pageRecords: 20 })
    org.sandbox.arm(fault as never)
    const run = await org.read(['Task'], {
      config: { bulk_threshold_rows: 50, bulk_page_rows: 40 },
    })
    expect(failureOf(run)).toBeUndefined()
    expectTruth(org, 'Task', [run])
    expect(org.control<{ faults: unknown[] }>('state').faults).toHaveLength(
      fault.kind === 'nul_bytes' ? 1 : 0,
    )
  })

  test('a page with a row of the one before is no page that was counted', async () => {
    const org = await open({ pageRecords: 20 })
    org.sandbox.arm({ kind: 'repeated_row', match: '/results', count: 50, skip: 1 })
    const config = { api_type: 'BULK2', bulk_page_rows: 40 }
    const run = await org.read(['Task'], { config })
    expect(failureOf(run)).toMatchObject({
      message: expect.stringMatching(/rows instead of/),
    })
    org.sandbox.disarm()
    const mended = await org.read(['Task'], { config, state: run.state })
    expectTruth(org, 'Task', [run, mended])
  })

  test('a window that is too long for a query is halved until it is not', async () => {
    const org = await open({ queryTimeoutThreshold: 3000 })
    for (const api_type of ['REST', 'BULK2']) {
      const run = await org.read(['Task'], { config: { api_type } })
      expect(failureOf(run)).toBeUndefined()
      expectTruth(org, 'Task', [run])
      expect(
        run.logs.filter((line) => line.includes('its window is halved')).length,
      ).toBeGreaterThan(2)
    }
  })

  test('an object that Bulk refuses is read by REST, one without an order by its cursor', async () => {
    const org = await open({ pageRecords: 1 })
    const objects = ['Subscription__Tag', 'Tier__mdt', 'CaseStatus', 'ContentDocumentLink']
    const run = await org.read(objects, { config: { api_type: 'BULK2' } })
    expect(failureOf(run)).toBeUndefined()
    for (const { stream, records } of run.outcomes) {
      expect([stream, records]).toEqual([stream, org.truth(stream).length])
      expect(records).toBeGreaterThan(0)
    }
  })

  test('binary fields are read where that is asked for', async () => {
    const org = await open()
    const plain = await org.read(['Attachment'])
    expect(plain.records('Attachment')[0]).not.toHaveProperty('Body')
    const whole = await org.read(['Attachment'], { config: { include_binary_fields: true } })
    const [attachment] = whole.records('Attachment')
    expect(Buffer.from(String(attachment?.Body), 'base64').length).toBeGreaterThan(0)
  })

  test('rows that are read late are not lost, as long as they are within the lookback', async () => {
    const org = await open({ visibilityLagMilliseconds: 400_000 })
    const runs: Runs = [await org.read(['Lead'])]
    for (let step = 0; step < 8; step++) {
      org.sandbox.clock.advance(100)
      org.control('create', { object: 'Lead', values: { LastName: `Late ${step}` } })
      runs.push(await org.read(['Lead'], { state: runs.at(-1)?.state }))
    }
    org.sandbox.clock.advance(1000)
    runs.push(await org.read(['Lead'], { state: runs.at(-1)?.state }))
    expectTruth(org, 'Lead', runs)
  })
})
