import { join } from 'node:path'
import { openStore } from '@descant/lake'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { type Minio, startMinio } from '../scripts/minio.ts'
import { finished, runBin, startBin } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test as base } from './zones.ts'

/** Some dozens of processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

const truth = { customers: 60, orders: 80, products: 10 }
const count = Object.values(truth).reduce((sum, one) => sum + one, 0)

let minio: Minio | undefined
let shop: Shop

beforeAll(async () => {
  if (!isLong) return
  minio = await startMinio()
  for (const [name, value] of Object.entries(minio?.environment ?? {})) vi.stubEnv(name, value)
  const sizes = Object.entries(truth).flatMap(([name, size]) => [`--${name}`, String(size)])
  shop = await startShop(sizes)
}, 180_000)

afterAll(async () => {
  await shop?.stop()
  await minio?.stop()
})

/** A project whose zones lie in a bucket, and what is done with it. */
const test = base.extend<{ readonly project: Project }>({
  project: async ({ zones, task }, use) => {
    const prefix = `s3://lake/${task.id}`
    const s3 = { endpoint: minio?.url ?? '', forcePathStyle: true }
    zones.file('descant.yaml', {
      version: 1,
      zones: {
        raw: `${prefix}/raw`,
        processed: `${prefix}/processed`,
        dead_letters: `${prefix}/dead-letters`,
        state: `${prefix}/state`,
        s3_endpoint: s3.endpoint,
        s3_force_path_style: true,
      },
      limits: { retry_wait_seconds: 0, lease_seconds: 4, stop_grace_seconds: 10 },
      targets: { raw: { config: { workers: 1, batch_max_records: 10 } } },
      customers: {
        acme: {
          sources: {
            shop: {
              type: 'shopify',
              tap: 'tap-shopify',
              config: {
                shop: shop.shop,
                api_url: shop.url,
                access_token: '${env:SHOP_TOKEN}',
                page_size: 5,
              },
            },
          },
        },
      },
    })
    const env = { SHOP_TOKEN: shop.access_token, TMPDIR: zones.directory }
    const line = (args: readonly string[]) => [
      ...args,
      '--project',
      join(zones.directory, 'descant.yaml'),
    ]
    const keys = async (zone: string) => {
      const found: string[] = []
      for await (const { key } of openStore(`${prefix}/${zone}`, s3).list('')) found.push(key)
      return found
    }
    await use({
      keys,
      run: (...args) => runBin('descant', line(args), { env }),
      start: (...args) => startBin('descant', line(args), { env }),
      told: async (...args) => {
        const { code, stdout, stderr } = await runBin('descant', line(args), { env })
        expect(code, stderr).toBe(0)
        return stdout
      },
    })
  },
})

interface Project {
  /** The keys of the objects in a zone. */
  keys(zone: string): Promise<readonly string[]>
  run(...args: string[]): ReturnType<typeof runBin>
  start(...args: string[]): ReturnType<typeof startBin>
  /** What a command that must succeed writes to stdout. */
  told(...args: string[]): Promise<string>
}

const runsOf = async (project: Project) =>
  JSON.parse(await project.told('status', 'acme/shop', '--runs', '9', '--format', 'json')) as {
    status: string
    conservation: { raw_records: number } | null
  }[]

test.skipIf(!isLong)(
  'a project whose lake is a bucket is killed and goes on, and is looked after (with DESCANT_LONG=1)',
  async ({ project, skip, zones }) => {
    if (minio === undefined) skip('there is no MinIO here')
    const doctor = await project.told('doctor')
    for (const zone of ['raw', 'processed', 'dead-letters', 'state']) {
      expect(doctor).toMatch(new RegExp(`✓ .* s3://lake/.*/${zone} can be written`))
    }

    // Killed when the first STATE is kept: the next run begins there.
    const killed = project.start('run', 'acme/shop', '--stage', 'extract')
    const end = finished(killed)
    const states = async () => (await project.keys('state')).filter((key) => /\/states\//.test(key))
    await expect.poll(states, { timeout: 30_000 }).not.toEqual([])
    killed.kill('SIGKILL')
    await end

    // The next run waits until the lease of the killed one has ended.
    const run = await project.run('run')
    expect(run.code, run.stderr).toBe(0)
    const [resumed, before] = await runsOf(project)
    expect(before?.status).toBe('failed')
    expect(resumed).toMatchObject({ status: 'succeeded', conservation: { holds: true } })
    expect(resumed?.conservation?.raw_records).toBeLessThan(count)
    expect((await project.keys('processed')).join()).toContain('acme/profiles/')
    const logs = await project.told('logs', 'acme/shop')
    expect(logs).toContain('succeeded, exit code 0')
    expect(logs).not.toContain(shop.access_token)

    // Nothing is new; then all is read again; then nothing, from the STATE that was kept.
    const extract = ['run', 'acme/shop', '--stage', 'extract']
    const records = async () => {
      await project.told(...extract)
      return (await runsOf(project))[0]?.conservation?.raw_records
    }
    expect(await records()).toBe(0)
    const state = await project.told('state', 'show', 'acme/shop')
    await project.told('state', 'rewind', 'acme/shop', '--start')
    expect(await records()).toBe(count)
    await project.told('state', 'rewind', 'acme/shop', '--start')
    await project.told('state', 'set', 'acme/shop', '--file', zones.file('mine.json', state))
    expect(await records()).toBe(0)
    const history = await project.told('state', 'show', 'acme/shop', '--history')
    expect(history).toMatch(/reset/)
  },
  300_000,
)
