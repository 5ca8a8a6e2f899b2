import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect } from 'vitest'
import { startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { type Finished, finished, runBin, startBin } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'
const kills = isLong ? 12 : 0

const truth = { customers: 60, orders: 80, products: 10 }
let shop: Shop

beforeAll(async () => {
  const sizes = Object.entries(truth).flatMap(([name, count]) => [`--${name}`, String(count)])
  shop = await startShop(sizes)
})

afterAll(() => shop.stop())

/** Arms a fault of the shop, as its control endpoint takes it. */
const arm = async (fault: object) => {
  const answer = await fetch(`${shop.url}/__control/fault`, {
    method: 'POST',
    body: JSON.stringify(fault),
  })
  expect(answer.status).toBe(200)
}

interface ProjectOptions {
  readonly limits?: object
  readonly target?: object
  readonly tap?: object
  /** The URL of the database. */
  readonly warehouse?: string
  /** The names of the sources, all of the one shop. */
  readonly sources?: readonly string[]
}

/** A project with sources of the sandbox's shop; YAML takes JSON as it is. */
const writeProject = (zones: Zones, options: ProjectOptions = {}) => {
  const source = {
    type: 'shopify',
    tap: 'tap-shopify',
    config: {
      shop: shop.shop,
      api_url: shop.url,
      access_token: '${env:SHOP_TOKEN}',
      ...options.tap,
    },
  }
  const names = options.sources ?? ['shop']
  zones.file('descant.yaml', {
    version: 1,
    zones: { raw: 'raw', processed: 'processed', dead_letters: 'dead-letters', state: 'state' },
    limits: { retry_wait_seconds: 0, lease_seconds: 4, stop_grace_seconds: 10, ...options.limits },
    ...(options.warehouse ? { warehouse: { database_url: options.warehouse } } : {}),
    targets: { raw: { config: { workers: 1, ...options.target } } },
    customers: { acme: { sources: Object.fromEntries(names.map((name) => [name, source])) } },
  })
}

/** What of a project's environment the runs of a test have. */
const environmentOf = (zones: Zones, env: NodeJS.ProcessEnv = {}) => {
  const temporary = join(zones.directory, 'temporary')
  mkdirSync(temporary, { recursive: true })
  // So that whatever they leave behind is found, programs and files.
  return { SHOP_TOKEN: shop.access_token, TMPDIR: temporary, ...env }
}

const descant = (
  zones: Zones,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> =>
  runBin('descant', [...args, '--project', zones.directory], { env: environmentOf(zones, env) })

const start = (zones: Zones, args: readonly string[]): ChildProcess =>
  startBin('descant', ['run', ...args, '--project', zones.directory], {
    env: environmentOf(zones),
  })

interface Run {
  readonly status: string
  readonly exit_code: number
  readonly message: string | null
  readonly attempts: readonly { readonly exit_code: number }[]
  readonly conservation: { readonly holds: boolean | null; readonly raw_records: number } | null
}

const runsOf = async (zones: Zones, most = 1): Promise<Run[]> => {
  const { stdout, stderr } = await descant(zones, [
    ...['status', 'acme/shop', '--format', 'json', '--runs', String(most)],
  ])
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout)
}

/** The records in the raw zone by stream: how many, and how many different ones. */
const inRaw = (zones: Zones) => {
  const counts = (prefix: string) => {
    const lines = zones
      .keys('raw')
      .filter((key) => key.split('/').at(-1)?.startsWith(`${prefix}_`) && key.endsWith('.gz'))
      .flatMap((key) =>
        gunzipSync(readFileSync(join(zones.directory, 'raw', key)))
          .toString()
          .split('\n'),
      )
      .filter((line) => line !== '')
    return new Set(lines.map((line) => JSON.parse(line).id)).size
  }
  return Object.fromEntries(Object.keys(truth).map((stream) => [stream, counts(stream)]))
}

/** The command lines of programs that work for the runs of a test. */
const programsOf = (zones: Zones): string[] =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(zones.directory) && !line.includes('ps -eo'))

/** The folders of runs, which hold secrets while they go on. */
const runFolders = (zones: Zones): string[] =>
  readdirSync(join(zones.directory, 'temporary')).filter((name) => name.startsWith('descant-run-'))

/** Everything that lies in the folder of a test, as text. */
const everything = (zones: Zones): string =>
  readdirSync(zones.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return entry.name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
    })
    .join('\n')

test('a project runs: everything arrives, its STATE is kept, and nothing of its secrets', async ({
  zones,
}) => {
  writeProject(zones)
  const run = await descant(zones, ['run', 'acme/shop', '--stage', 'extract', '--format', 'json'])
  expect(run.code, run.stderr).toBe(0)
  const [told] = JSON.parse(run.stdout)
  expect(told.record).toMatchObject({
    status: 'succeeded',
    conservation: { holds: true, tap_records: 150, raw_records: 150, dead_letters: 0 },
    states: { from: null, to: expect.any(Number) },
  })
  expect(inRaw(zones)).toEqual(truth)
  expect(zones.keys('state').filter((key) => key.includes('/states/shop/'))).not.toEqual([])
  expect(everything(zones) + run.stderr).not.toContain(shop.access_token)
  expect(runFolders(zones)).toEqual([])
})

test.skipIf(!isLong)(
  'the next run brings what is new, and tables are made of it',
  async ({ zones }) => {
    writeProject(zones)
    const first = await descant(zones, ['run'])
    expect(first.code, first.stderr).toBe(0)
    const again = await descant(zones, ['run', '--metrics', 'emf'])
    expect(again.code, again.stderr).toBe(0)
    const metrics = again.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(metrics.map(({ Stage, RawRecords }) => `${Stage} ${RawRecords}`)).toEqual([
      'extract 0',
      'transform 0',
    ])
    const tables = zones.keys('processed').map((key) => key.split('/')[1])
    expect(new Set(tables)).toContain('orders')
    const logs = await descant(zones, ['logs', 'acme/shop'])
    expect(logs.stdout).toContain('"loaded"')
    // Other commands find the zones in the project.
    const schemas = await descant(zones, ['schema', 'list', '--format', 'json'])
    expect(JSON.parse(schemas.stdout).length).toBeGreaterThanOrEqual(3)
  },
)

test.skipIf(!isLong)(
  `killed ${kills} times, nothing is lost, nothing goes on by itself, and no secret stays (with DESCANT_LONG=1)`,
  async ({ zones }) => {
    writeProject(zones, { tap: { page_size: 5 }, target: { batch_max_records: 10 } })
    // A tap that waits for its source would not notice that nobody reads any more.
    await arm({ kind: 'hang', count: 1000, match: 'orders(' })
    const hung = start(zones, ['acme/shop', '--stage', 'extract'])
    const hungEnd = finished(hung)
    const isReading = () => zones.keys('state').some((key) => key.includes('/schemas/'))
    await expect.poll(isReading).toBe(true)
    hung.kill('SIGKILL')
    await expect.poll(() => programsOf(zones)).toEqual([])
    await arm({ kind: 'none' })
    await hungEnd
    for (let kill = 0; kill < kills; kill++) {
      const child = start(zones, ['acme/shop', '--stage', 'extract'])
      const end = finished(child)
      // At another moment each time: while it starts, waits for the lease, reads, writes.
      const timer = setTimeout(() => child.kill('SIGKILL'), 400 + kill * 350)
      const { code } = await end
      clearTimeout(timer)
      await expect.poll(() => programsOf(zones)).toEqual([])
      expect(runFolders(zones)).toEqual([])
      if (code === 0) break
    }
    const last = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
    expect(last.code, last.stderr).toBe(0)
    expect(inRaw(zones)).toEqual(truth)
    const statuses = new Set((await runsOf(zones, 50)).map(({ status }) => status))
    expect(statuses).toContain('failed')
    expect(statuses).not.toContain('running')
  },
  600_000,
)

test.skipIf(!isLong)('of two at once, one runs', async ({ zones }) => {
  writeProject(zones)
  await arm({ kind: 'hang', count: 1000, match: 'orders(' })
  const first = start(zones, ['acme/shop', '--stage', 'extract'])
  const end = finished(first)
  await expect.poll(() => zones.keys('state').some((key) => key.includes('/runs/'))).toBe(true)
  const second = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
  expect(second.code, second.stderr).toBe(75)
  expect(second.lastLine).toContain('is being run by')
  const changed = await descant(zones, ['state', 'rewind', 'acme/shop', '--start'])
  expect(changed.lastLine).toContain('is being run by')
  first.kill('SIGTERM')
  const { code, lastLine } = await end
  await arm({ kind: 'none' })
  expect([code, lastLine]).toEqual([143, expect.stringContaining('run again')])
  const [record] = await runsOf(zones)
  expect(record).toMatchObject({ status: 'stopped', exit_code: 143 })
  const third = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
  expect(third.code, third.stderr).toBe(0)
  expect(inRaw(zones)).toEqual(truth)
})

test.skipIf(!isLong)(
  'a run with a time budget ends itself, and the next goes on',
  async ({ zones }) => {
    writeProject(zones, { limits: { stop_grace_seconds: 5 } })
    await arm({ kind: 'hang', count: 1000, match: 'orders(' })
    const run = await descant(zones, [
      ...['run', 'acme/shop', '--stage', 'extract', '--max-duration-seconds', '10'],
    ])
    await arm({ kind: 'none' })
    expect(run.code, run.stderr).toBe(75)
    expect(run.lastLine).toContain('time budget of 10 seconds is spent')
    const next = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
    expect(next.code, next.stderr).toBe(0)
    expect(inRaw(zones)).toEqual(truth)
  },
)

test.skipIf(!isLong)('what hangs is ended and tried again', async ({ zones }) => {
  writeProject(zones, { limits: { stuck_after_seconds: 10, attempts: 2, stop_grace_seconds: 4 } })
  await arm({ kind: 'hang', count: 1, match: 'orders(' })
  const run = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
  await arm({ kind: 'none' })
  expect(run.code, run.stderr).toBe(0)
  const [record] = await runsOf(zones)
  expect(record?.attempts.map(({ exit_code }) => exit_code)).toEqual([1, 0])
  expect(inRaw(zones)).toEqual(truth)
})

test.skipIf(!isLong)(
  'refused credentials are not tried again, and leave a dead letter until they are mended',
  async ({ zones }) => {
    writeProject(zones)
    const wrong = 'shpat_00000000000000000000000000000bad'
    const run = await descant(zones, ['run', 'acme/shop'], { SHOP_TOKEN: wrong })
    // Of nothing no table is made: to mend the credentials is all that is to be done.
    expect(run.code, run.stderr).toBe(3)
    expect(run.stderr).toContain('transform skipped: no source of acme has brought anything yet')
    expect(run.stdout).not.toContain('transform')
    const [record] = await runsOf(zones)
    expect(record).toMatchObject({ status: 'failed', exit_code: 3, attempts: [{ exit_code: 3 }] })
    const letters = async () =>
      JSON.parse((await descant(zones, ['dlq', 'list', '--format', 'json'])).stdout)
    expect(await letters()).toMatchObject([{ type: 'authentication', letters: 1 }])
    const doctor = await descant(zones, ['doctor'], { SHOP_TOKEN: wrong })
    expect(doctor.code, doctor.stdout).toBe(3)
    const mended = await descant(zones, ['run', 'acme/shop', '--stage', 'extract'])
    expect(mended.code, mended.stderr).toBe(0)
    expect(await letters()).toEqual([])
    expect(everything(zones) + run.stderr + doctor.stdout).not.toContain(wrong)
  },
)

test.skipIf(!isLong)('the tables of a project are loaded into its warehouse', async ({ zones }) => {
  const server = await startEmbeddedPostgres({
    directory: join(zones.directory, 'postgres'),
    persistent: false,
  })
  try {
    writeProject(zones, { warehouse: '${env:WAREHOUSE}' })
    const run = await descant(zones, ['run', '--format', 'json'], { WAREHOUSE: server.databaseUrl })
    expect(run.code, run.stderr).toBe(0)
    const stages = JSON.parse(run.stdout).map(({ stage }: { stage: string }) => stage)
    expect(stages).toEqual(['extract', 'transform', 'load'])
    const client = new pg.Client(server.databaseUrl)
    await client.connect()
    const { rows } = await client.query('SELECT count(*)::int AS count FROM acme.orders')
    await client.end()
    expect(rows).toEqual([{ count: truth.orders }])
    const doctor = await descant(zones, ['doctor'], { WAREHOUSE: server.databaseUrl })
    expect(doctor.stdout).toMatch(/✓ +acme warehouse +PostgreSQL \d+ .* may write schema acme/)
    expect(everything(zones)).not.toContain(server.databaseUrl)
  } finally {
    await server.stop()
  }
})

test.skipIf(!isLong)('a STATE can be shown, rewound and set', async ({ zones }) => {
  writeProject(zones, { sources: ['shop', 'other'] })
  const extract = ['run', 'acme/shop', '--stage', 'extract']
  await descant(zones, extract)
  const { stdout: state } = await descant(zones, ['state', 'show', 'acme/shop'])
  expect(Object.keys(JSON.parse(state).bookmarks)).toContain('orders')
  const rewound = await descant(zones, ['state', 'rewind', 'acme/shop', '--start'])
  expect(rewound.code, rewound.stderr).toBe(0)
  const empty = await descant(zones, ['state', 'show', 'acme/shop'])
  expect([empty.code, empty.stdout]).toEqual([1, ''])
  await descant(zones, extract)
  expect((await runsOf(zones))[0]?.conservation?.raw_records).toBe(150)
  const file = zones.file('mine.json', state)
  const set = await descant(zones, ['state', 'set', 'acme/other', '--file', file])
  expect(set.code, set.stderr).toBe(0)
  const { stdout: other } = await descant(zones, ['state', 'show', 'acme/other'])
  expect(other).toBe(state)
  const history = await descant(zones, [
    ...['state', 'show', 'acme/shop', '--history', '--format', 'json'],
  ])
  expect(JSON.parse(history.stdout).map(({ origin }: { origin: string }) => origin)).toContain(
    'reset',
  )
})

test.skipIf(!isLong)(
  'what init writes runs against the sandbox when it is filled in',
  async ({ zones }) => {
    const written = await runBin('descant', ['init', zones.directory])
    expect(written.code, written.stderr).toBe(0)
    const again = await runBin('descant', ['init', zones.directory])
    expect([again.code, again.lastLine]).toEqual([2, expect.stringContaining('--force')])
    const file = join(zones.directory, 'descant.yaml')
    const text = readFileSync(file, 'utf8').replace('# api_url:', 'api_url:')
    zones.file('descant.yaml', text)
    const env = {
      SHOPIFY_SHOP: shop.shop,
      SHOPIFY_ACCESS_TOKEN: shop.access_token,
      SHOPIFY_API_URL: shop.url,
    }
    const doctor = await descant(zones, ['doctor'], env)
    expect(doctor.code, doctor.stdout + doctor.stderr).toBe(0)
    const run = await descant(zones, ['run'], env)
    expect(run.code, run.stderr).toBe(0)
    const lines = readdirSync(join(zones.directory, 'lake/raw'), { recursive: true })
    expect(lines.filter((name) => String(name).endsWith('.gz'))).toHaveLength(3)
  },
)
