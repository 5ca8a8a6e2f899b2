import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect } from 'vitest'
import { finished, runBin, startBin } from './bins.ts'
import { test as base, shopRecords } from './interop/shop.ts'

/** Some dozens of processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

interface Listed {
  readonly job: string
  readonly record: { readonly status: string; readonly sequence: number } | null
  readonly is_late: boolean | null
}

/** A project of one shop, due each minute, in a folder of its own. */
const test = base.extend<{ readonly project: Project }>({
  project: async ({ zones, shop }, use) => {
    const tap = new URL('../packages/tap-shopify/bin/tap-shopify.js', import.meta.url).pathname
    const target = new URL('../packages/target-s3-ndjson/bin/target-s3-ndjson.js', import.meta.url)
    const config = { api_url: shop.url, shop: shop.shop, access_token: `\${env:SHOP_TOKEN}` }
    zones.file('descant.yaml', {
      version: 1,
      zones: { raw: './raw', processed: './processed', dead_letters: './dead', state: './state' },
      targets: { raw: { command: target.pathname } },
      limits: { lease_seconds: 4 },
      customers: {
        acme: { sources: { shop: { type: 'shopify', tap, config, schedule: '* * * * *' } } },
      },
    })
    const args = (...words: string[]) => ['schedule', ...words, '--project', zones.directory]
    const env = { SHOP_TOKEN: shop.access_token }
    await use({
      once: () => runBin('descant', args('--once'), { env }),
      start: () => startBin('descant', args(), { env }),
      list: async () => {
        const { stdout } = await runBin('descant', args('list', '--format', 'json'), { env })
        return Object.fromEntries((JSON.parse(stdout) as Listed[]).map((one) => [one.job, one]))
      },
      ids: () => new Set(zones.lines('raw').map((line) => JSON.parse(line).id as string)),
    })
  },
})

interface Project {
  once(): ReturnType<typeof runBin>
  start(): ReturnType<typeof startBin>
  list(): Promise<Record<string, Listed>>
  ids(): ReadonlySet<string>
}

/** Resolves when the schedule says that it runs something. */
const runBegun = async (child: ReturnType<typeof startBin>) => {
  const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream })
  for (;;) {
    const [line] = (await once(lines, 'line')) as [string]
    if (line.includes('run begins')) return
  }
}

const all = shopRecords.customers + shopRecords.orders + shopRecords.products

describe.skipIf(!isLong)('descant schedule (with DESCANT_LONG=1)', () => {
  test('runs what is due and the tables after it, and says how fresh they are', async ({
    project,
  }) => {
    const first = await project.once()
    expect(first.code, first.stderr).toBe(0)
    expect(project.ids().size).toBe(all)
    const listed = await project.list()
    expect(listed['acme/shop']).toMatchObject({
      record: { status: 'done', sequence: 1 },
      is_late: false,
    })
    expect(listed.acme?.record).toMatchObject({ status: 'done' })
  })

  test('goes on after it was killed, and loses nothing', async ({ project }) => {
    const killed = project.start()
    await runBegun(killed)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    expect((await project.list())['acme/shop']?.record?.status).toBe('running')
    await expect
      .poll(async () => (await project.once()).code === 0 && project.ids().size, {
        interval: 1_000,
      })
      .toBe(all)
    expect((await project.list())['acme/shop']?.record).toMatchObject({
      status: 'done',
      sequence: 1,
    })
  })

  test('told to end, it ends its runs, and the next one goes on', async ({ project }) => {
    const ended = project.start()
    await runBegun(ended)
    ended.kill('SIGTERM')
    const { code, lastLine } = await finished(ended)
    expect([code, lastLine]).toEqual([143, expect.stringMatching(/CRITICAL .*run again/)])
    expect((await project.list())['acme/shop']?.record?.status).toBe('unfinished')
    expect((await project.once()).code).toBe(0)
    expect(project.ids().size).toBe(all)
  })
})
