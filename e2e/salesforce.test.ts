import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Finished, finished, runBin, startBin } from './bins.ts'
import { test, type Zones } from './zones.ts'

/** Some more processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

/** A sandbox org that is running. */
interface Org {
  readonly url: string
  readonly client_id: string
  readonly client_secret: string
  readonly refresh_token: string
}

const streams = ['Account', 'Contact', 'Opportunity', 'Task', 'Bulk_Row__c']
const settings = { streams_to_discover: streams, bulk_threshold_rows: 1000, bulk_page_rows: 500 }

describe('tap-salesforce, through the whole pipe', () => {
  let org: Org
  let stop = async () => {}

  beforeAll(async () => {
    const rows = ['--records', 'Bulk_Row__c=6000', '--accounts', '40']
    const child = startBin('descant-sandbox', ['salesforce', '--port', '0', ...rows])
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    org = await new Promise<Org>((resolve, reject) => {
      lines.once('line', (line) => resolve(JSON.parse(line)))
      child.once('close', (code) => reject(new Error(`the sandbox ended with ${code}`)))
    })
    stop = async () => {
      const end = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await end
    }
  })

  afterAll(() => stop())

  const control = async <Answer>(verb: string, body: object = {}): Promise<Answer> => {
    const options = { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${org.url}/__control/${verb}`, options)
    return (await response.json()) as Answer
  }

  const configOf = (zones: Zones, more: object = {}): string => {
    const { url: instance_url, ...credentials } = org
    return zones.file('tap.json', { instance_url, ...credentials, ...settings, ...more })
  }

  interface Extraction {
    readonly tap: Finished
    readonly target: Finished
    readonly state: string | undefined
  }

  /** Runs `tap-salesforce | target-s3-ndjson`, and kills the tap when so many STATEs have passed. */
  const extract = async (
    zones: Zones,
    state?: string,
    killAfter = Number.POSITIVE_INFINITY,
  ): Promise<Extraction> => {
    const from = state === undefined ? [] : ['--state', zones.file('state.json', state)]
    const options = zones.targetConfig({ provider: 'salesforce', batch_max_records: 500 })
    const target = startBin('target-s3-ndjson', ['--config', options])
    const tap = startBin('tap-salesforce', ['--config', configOf(zones), ...from], {
      stdio: ['ignore', target.stdin, 'pipe'],
    })
    target.stdin?.destroy()
    let last = state
    let states = 0
    createInterface({ input: target.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      last = line
      if (++states === killAfter) tap.kill('SIGKILL')
    })
    const [tapEnd, targetEnd] = await Promise.all([finished(tap), finished(target)])
    return { tap: tapEnd, target: targetEnd, state: last }
  }

  /** The newest line of each row in the raw zone, by stream and id. */
  const newest = (zones: Zones): Map<string, string> => {
    const rows = new Map<string, { stamp: string; sequence: number }>()
    for (const line of zones.lines('raw')) {
      const { Id, SystemModstamp: stamp, _sdc_sequence: sequence } = JSON.parse(line)
      const known = rows.get(Id)
      if (!known || known.stamp < stamp) rows.set(Id, { stamp, sequence })
    }
    return new Map([...rows].map(([id, { stamp }]) => [id, stamp]))
  }

  const expectTruth = async (zones: Zones) => {
    const all = await Promise.all(
      streams.map((object) =>
        control<{ records: { Id: string; SystemModstamp: string }[] }>('records', { object }),
      ),
    )
    const truth = all.flatMap(({ records }) => records)
    expect(newest(zones)).toEqual(
      new Map(truth.map(({ Id, SystemModstamp }) => [Id, SystemModstamp])),
    )
    expect(zones.keys('dead-letters')).toEqual([])
  }

  test('all rows arrive, then what has changed, and nothing again', async ({ zones }) => {
    const first = await extract(zones)
    expect([first.tap.code, first.target.code], first.tap.stderr).toEqual([0, 0])
    await expectTruth(zones)
    const { bulk_jobs_created: jobs } = await control<{ bulk_jobs_created: number }>('state')
    expect(jobs).toBe(1)

    const rows = zones.lines('raw').length
    await control('advance', { seconds: 3600 })
    await control('update', { object: 'Account', count: 7, values: { Description: 'ünïcode' } })
    await control('advance', { seconds: 3600 })
    const second = await extract(zones, first.state)
    expect([second.tap.code, second.target.code]).toEqual([0, 0])
    expect(zones.lines('raw')).toHaveLength(rows + 7)
    await expectTruth(zones)
    if (!isLong) return
    await extract(zones, second.state)
    expect(zones.lines('raw')).toHaveLength(rows + 7)
  })

  test.skipIf(!isLong)(
    'a tap that is killed in the middle of a Bulk result goes on with the same job',
    async ({ zones }) => {
      const before = (await control<{ bulk_jobs_created: number }>('state')).bulk_jobs_created
      let state: string | undefined
      for (let kills = 0; ; kills++) {
        const run = await extract(zones, state, kills < 2 ? 2 : undefined)
        state = run.state
        if (run.tap.code === 0) break
        expect(run.tap.signal).toBe('SIGKILL')
      }
      await expectTruth(zones)
      const after = (await control<{ bulk_jobs_created: number }>('state')).bulk_jobs_created
      expect(after - before).toBeLessThanOrEqual(2)
    },
  )

  test('says by its exit code who must do what', async ({ zones }) => {
    const run = (more: object) => runBin('tap-salesforce', ['--config', configOf(zones, more)])
    const config = await run({ api_type: 'SOAP' })
    const credentials = await run({ client_secret: 'hush-hush-hush' })
    expect([config.code, config.lastLine]).toEqual([
      2,
      expect.stringMatching(/^CRITICAL .*api_type/),
    ])
    expect([credentials.code, credentials.lastLine]).toEqual([
      3,
      expect.stringMatching(/^CRITICAL .*invalid client/i),
    ])
    expect(credentials.stderr).not.toContain('hush-hush-hush')

    await control('usage', { requests_used: 81_000 })
    const quota = await run({})
    await control('usage', { requests_used: 0 })
    expect([quota.code, quota.lastLine]).toEqual([
      4,
      expect.stringMatching(/^CRITICAL Stopped to save the quota: .*quota_percent_total/),
    ])

    if (!isLong) return
    const test = await runBin('tap-salesforce', ['--config', configOf(zones), '--test'])
    expect([test.code, test.stdout]).toEqual([0, ''])
    const discovered = await runBin('tap-salesforce', ['--config', configOf(zones), '--discover'])
    const ids = JSON.parse(discovered.stdout).streams.map(
      (entry: { stream: string }) => entry.stream,
    )
    expect(ids.sort()).toEqual([...streams].sort())
  })
})
