import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from '../scripts/free-port.ts'
import { finished, runBin, startBin } from './bins.ts'
import { extract, load, startShop, transform } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const schema =
  '{"type":"SCHEMA","stream":"s","schema":{"properties":{"id":{"type":"integer"}}},"key_properties":["id"]}'
const record = (id: number, padding = '') =>
  `{"type":"RECORD","stream":"s","record":{"id":${id},"padding":"${padding}"}}`
const state = (n: number) => `{"type":"STATE","value":{"n":${n}}}`

/** A last line in a user's words, and no stack of ours. */
const expectWords = (run: { lastLine: string; stderr: string }, words: RegExp) => {
  expect(run.lastLine).toMatch(/^CRITICAL /)
  expect(run.lastLine).toMatch(words)
  expect(run.lastLine).not.toMatch(/\bat \S+ \(|This is a bug/)
}

const smallShop = () =>
  startShop(['--customers', '40', '--orders', '60', '--products', '5', '--restore-rate', '100000'])

/** It waits for the tap's own patience. */
test.skipIf(!isLong)('an unreachable shop: who must check what, and exit 1', async ({ zones }) => {
  const api_url = `http://127.0.0.1:${await freePort()}`
  const config = zones.file('tap.json', { shop: 'my-shop', access_token: 'shpat_secret1', api_url })
  const run = await runBin('tap-shopify', ['--config', config])
  expect(run.code).toBe(1)
  expectWords(run, /127\.0\.0\.1/)
  expect(run.stderr).not.toContain('shpat_secret1')
})

test('a wrong token: exit 3, and the token is not told', async ({ zones }) => {
  const shop = await smallShop()
  const config = zones.file('tap.json', {
    shop: shop.shop,
    access_token: 'shpat_wrong_token',
    api_url: shop.url,
  })
  const run = await runBin('tap-shopify', ['--config', config])
  await shop.stop()
  expect(run.code).toBe(3)
  expectWords(run, /token/i)
  expect(run.stderr + run.stdout).not.toContain('shpat_wrong_token')
})

test('a wrong config of the tap: every problem at once, exit 2', async ({ zones }) => {
  const config = zones.file('tap.json', { page_size: 'many', api_version: 'latest' })
  const run = await runBin('tap-shopify', ['--config', config])
  expect(run.code).toBe(2)
  expectWords(run, /shop.*access_token|access_token.*shop|page_size|api_version/)
})

test('a bucket that cannot be reached is refused before anything is read', async ({ zones }) => {
  const s3_endpoint = `http://127.0.0.1:${await freePort()}`
  const config = zones.targetConfig({
    raw: 's3://no-such-bucket/raw',
    s3_endpoint,
    s3_region: 'us-east-1',
  })
  const run = await runBin('target-s3-ndjson', ['--config', config], {
    stdin: [schema, record(1), state(1), ''].join('\n'),
    env: { AWS_ACCESS_KEY_ID: 'key-of-nobody', AWS_SECRET_ACCESS_KEY: 'secret-of-nobody' },
  })
  expect(run.code).toBeGreaterThan(0)
  expectWords(run, /no-such-bucket|127\.0\.0\.1/)
  expect(run.stdout).toBe('')
  expect(run.stderr).not.toContain('secret-of-nobody')
})

test('a reader that goes away: one last line, exit 1, no second error', async ({ zones }) => {
  const shop = await smallShop()
  const config = zones.file('tap.json', {
    shop: shop.shop,
    access_token: shop.access_token,
    api_url: shop.url,
  })
  const tap = startBin('tap-shopify', ['--config', config])
  tap.stdout?.destroy()
  const run = await finished(tap)
  await shop.stop()
  expect(run.code).toBe(1)
  expectWords(run, /reader of the output has gone away/)
  expect(run.stderr.match(/CRITICAL/g)).toHaveLength(1)
})

test('a port that is taken: the sandbox says so', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const run = await runBin('descant-sandbox', ['shopify', '--port', String(port)])
  server.close()
  expect(run.code).toBe(1)
  expectWords(run, /port/i)
})

test('transform and load without their options name each that is missing, exit 2', async () => {
  const run = await runBin('descant', ['transform'])
  expect(run.code).toBe(2)
  for (const name of ['customer', 'raw', 'processed', 'dead-letters', 'state'])
    expect(run.lastLine).toContain(`--${name}`)
  const loading = await runBin(
    'descant',
    ['load', '--customer', 'acme', '--processed', 'file:///tmp/x'],
    {
      env: { DATABASE_URL: '' },
    },
  )
  expect(loading.code).toBe(2)
  expectWords(loading, /--database-url/)
})

test('a raw zone with nothing in it, and a database that is not there', async ({ zones }) => {
  const empty = await transform(zones)
  expect(empty.code).toBe(2)
  expectWords(empty, /acme/)
  const shop = await smallShop()
  expect((await extract({ shop, zones })).target.code).toBe(0)
  await shop.stop()
  expect((await transform(zones)).code).toBe(0)
  const url = `postgres://loader:password-of-nobody@127.0.0.1:${await freePort()}/warehouse`
  const run = await load(zones, url)
  expect(run.code).toBe(1)
  expectWords(run, /127\.0\.0\.1/)
  expect(run.stderr).not.toContain('password-of-nobody')
})

/** Mounts a file system of one megabyte, where this machine lets us. */
const smallDisk = (zones: Zones): (() => void) | undefined => {
  const folder = join(zones.directory, 'small')
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return () => execFileSync('umount', [folder], { stdio: 'ignore' })
  } catch {
    process.stderr.write('skipped: no small file system can be mounted here\n')
    return undefined
  }
}

test('a full disk: what came before is safe, no STATE runs ahead, and the reason is told', async ({
  zones,
}) => {
  const unmount = smallDisk(zones)
  if (!unmount) return
  try {
    const noise = () => randomBytes(3000).toString('base64')
    const lines = Array.from({ length: 600 }, (_, n) => [record(n, noise()), state(n)]).flat()
    const config = zones.targetConfig({ raw: zones.url('small/raw'), batch_max_records: 20 })
    const run = await runBin('target-s3-ndjson', ['--config', config], {
      stdin: [schema, ...lines, ''].join('\n'),
    })
    expect(run.code).toBe(1)
    expectWords(run, /full|space/i)
    const written = new Set(zones.lines('small/raw').map((line) => JSON.parse(line).id))
    const last = run.stdout.trimEnd().split('\n').at(-1)
    const acknowledged = last ? JSON.parse(last).n : -1
    for (let id = 0; id <= acknowledged; id++) expect(written).toContain(id)
    expect(acknowledged).toBeGreaterThan(0)
  } finally {
    unmount()
  }
})

test.skipIf(!isLong)(
  'a disk that may not be written any more: what came before is safe, and the reason is told',
  async ({ zones }) => {
    const unmount = smallDisk(zones)
    if (!unmount) return
    try {
      const config = zones.targetConfig({ raw: zones.url('small/raw'), batch_max_records: 1 })
      const target = startBin('target-s3-ndjson', ['--config', config])
      target.stdin?.write([schema, record(1), state(1), ''].join('\n'))
      const [acknowledged] = await once(target.stdout as NodeJS.ReadableStream, 'data')
      execFileSync('mount', ['-o', 'remount,ro', join(zones.directory, 'small')])
      target.stdin?.end([record(2), state(2), ''].join('\n'))
      const run = await finished(target)
      expect([run.code, String(acknowledged), run.stdout]).toEqual([2, '{"n":1}\n', ''])
      expectWords(run, /read-only|not writable|written|permission|denied/i)
      expect(zones.lines('small/raw').map((line) => JSON.parse(line).id)).toEqual([1])
    } finally {
      unmount()
    }
  },
)
