import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect } from 'vitest'
import { finished, runBin, startBin } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

let shop: Shop

beforeAll(async () => {
  shop = await startShop(['--customers', '60', '--orders', '80', '--products', '10'])
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

const configOf = (zones: Zones, settings: object = {}) =>
  zones.file('tap.json', {
    shop: shop.shop,
    access_token: shop.access_token,
    api_url: shop.url,
    ...settings,
  })

const messagesOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const streamsOf = (stdout: string) =>
  new Set(
    messagesOf(stdout)
      .filter(({ type }) => type === 'RECORD')
      .map(({ stream }) => stream),
  )

test('0: all done, and metrics that Singer tools read', async ({ zones }) => {
  const run = await runBin('tap-shopify', ['--config', configOf(zones)])
  expect(run.code).toBe(0)
  expect(streamsOf(run.stdout)).toEqual(new Set(['customers', 'orders', 'products']))
  const counted = run.stderr.match(/^INFO METRIC: .*"metric":"record_count".*$/gm) ?? []
  const points = counted.map((line) => JSON.parse(line.replace('INFO METRIC: ', '')))
  expect(points).toContainEqual({
    type: 'counter',
    metric: 'record_count',
    value: 60,
    tags: { stream: 'customers' },
  })
})

test('4: one stream failed, the others are done and it is tried again next time', async ({
  zones,
}) => {
  await arm({ kind: 'access_denied', field: 'customers', count: 1000, match: 'customers(' })
  const run = await runBin('tap-shopify', ['--config', configOf(zones)])
  await arm({ kind: 'none' })
  expect(run.code, run.stderr).toBe(4)
  expect(run.lastLine).toMatch(/^CRITICAL 1 of 3 streams failed .*customers/)
  expect(streamsOf(run.stdout)).toEqual(new Set(['orders', 'products']))
  const state = messagesOf(run.stdout).findLast(({ type }) => type === 'STATE')?.value
  const again = await runBin('tap-shopify', [
    ...['--config', configOf(zones)],
    ...['--state', zones.file('state.json', state)],
  ])
  expect(again.code).toBe(0)
  expect(streamsOf(again.stdout)).toEqual(new Set(['customers']))
})

test.skipIf(!isLong)(
  '75: the time budget is spent, with a STATE to go on from',
  async ({ zones }) => {
    await arm({ kind: 'hang', count: 1000, match: 'orders(' })
    const config = configOf(zones, { max_duration_seconds: 4 })
    const run = await runBin('tap-shopify', ['--config', config])
    await arm({ kind: 'none' })
    expect(run.code, run.stderr).toBe(75)
    expect(run.lastLine).toMatch(/^CRITICAL The time budget of 4 seconds is spent/)
    expect(messagesOf(run.stdout).at(-1)).toMatchObject({ type: 'STATE' })
  },
)

/** Reads on until a text stands in what a process writes. */
const untilTold = (tap: ChildProcess, words: string): Promise<void> =>
  new Promise((resolve) => {
    let told = ''
    tap.stdout?.on('data', (chunk) => {
      told += chunk
      if (told.includes(words)) resolve()
    })
  })

test.for(['SIGTERM', 'SIGINT'] as const)(
  '143 and 130: told to end by %s, never 0',
  async (signal, { zones }) => {
    await arm({ kind: 'hang', count: 1000, match: 'orders(' })
    const tap = startBin('tap-shopify', ['--config', configOf(zones)])
    const end = finished(tap)
    await untilTold(tap, '"stream":"orders"')
    tap.kill(signal)
    const run = await end
    await arm({ kind: 'none' })
    expect(run.code, run.stderr).toBe(signal === 'SIGTERM' ? 143 : 130)
    expect(run.lastLine).toMatch(/^CRITICAL .*run again/)
    expect(messagesOf(run.stdout).at(-1)).toMatchObject({ type: 'STATE' })
  },
)

/** It waits for the tap's own patience, a quarter of a minute. */
test.skipIf(!isLong)(
  'a broken page in the middle is an error and never an empty result',
  async ({ zones }) => {
    await arm({ kind: 'http', status: 502, count: 1000, skip: 1, match: 'orders(' })
    const run = await runBin('tap-shopify', ['--config', configOf(zones, { page_size: 20 })])
    await arm({ kind: 'none' })
    expect(run.code, run.stderr).toBe(4)
    expect(run.lastLine).toMatch(/orders/)
  },
)

test('a test of the connection writes nothing to stdout', async ({ zones }) => {
  const run = await runBin('tap-shopify', ['--config', configOf(zones), '--test'])
  expect([run.code, run.stdout]).toEqual([0, ''])
})

test('what is discovered can be given back, and by its old name', async ({ zones }) => {
  const discovered = await runBin('tap-shopify', ['--config', configOf(zones), '--discover'])
  expect(discovered.code).toBe(0)
  const catalog = JSON.parse(discovered.stdout)
  for (const stream of catalog.streams)
    stream.metadata[0].metadata.selected = stream.stream === 'products'
  const file = zones.file('catalog.json', catalog)
  for (const option of ['--catalog', '--properties']) {
    const run = await runBin('tap-shopify', ['--config', configOf(zones), option, file])
    expect(streamsOf(run.stdout)).toEqual(new Set(['products']))
  }
})
