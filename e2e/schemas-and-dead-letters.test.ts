import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { type Finished, runBin, runShell } from './bins.ts'
import { startShop, transform } from './pipeline.ts'
import { startWebhook } from './webhook.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The shell commands of a section of the guide, a block each. */
const commandsOf = (title: string): string[] => {
  const guide = readFileSync(`${root}docs/guides/schemas-and-dead-letters.md`, 'utf8')
  const section = guide.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] as string)
}

/** Runs commands of the guide as they stand there. */
const follow = async (zones: Zones, webhook: string, block: string): Promise<Finished> => {
  const shim = join(zones.directory, 'descant')
  writeFileSync(
    shim,
    `#!/bin/sh\nexec "${process.execPath}" "${root}packages/cli/bin/descant.js" "$@"\n`,
  )
  chmodSync(shim, 0o755)
  return runShell(`set -e\n${block}`, {
    PATH: `${zones.directory}:${process.env.PATH}`,
    DESCANT_CUSTOMER: 'acme',
    DESCANT_RAW: zones.url('raw'),
    DESCANT_STATE: zones.url('state'),
    DESCANT_DEAD_LETTERS: zones.url('dead-letters'),
    WEBHOOK: webhook,
  })
}

/** What `tap-shopify` says of a small shop, a line each. */
const tapLines = async (zones: Zones): Promise<string[]> => {
  const shop = await startShop([
    '--customers',
    '20',
    '--orders',
    '30',
    '--products',
    '3',
    '--restore-rate',
    '100000',
  ])
  const { url: api_url, shop: name, access_token } = shop
  const tap = await runBin('tap-shopify', [
    '--config',
    zones.file('tap.json', { api_url, shop: name, access_token }),
  ])
  await shop.stop()
  expect(tap.code).toBe(0)
  return tap.stdout.trimEnd().split('\n')
}

const load = (zones: Zones, lines: readonly string[], webhook: string) =>
  runBin(
    'target-s3-ndjson',
    [
      '--config',
      zones.targetConfig({ state: zones.url('state'), alert_url: webhook, max_rejected_ratio: 1 }),
    ],
    { stdin: lines.map((line) => `${line}\n`).join('') },
  )

const isRecordOf = (stream: string) => (line: string) =>
  line.startsWith('{"type":"RECORD"') && line.includes(`"stream":"${stream}"`)

/** How many raw records of a stream are rows of its table, after one more transform. */
const transformed = async (zones: Zones) => {
  const run = await transform(zones)
  expect(run.stderr).toBe('')
  return JSON.parse(run.stdout) as {
    tables: { table: string; rows: number }[]
    waiting: { stream: string; version: number }[]
  }
}

test.skipIf(!isLong)(
  'the guide: what fails comes back, and what changes waits',
  async ({ zones }) => {
    const webhook = await startWebhook()
    const lines = await tapLines(zones)
    const orders = lines.filter(isRecordOf('orders'))
    const broken = new Set(orders.slice(0, 3))
    const first = lines.map((line) =>
      broken.has(line) ? line.replace('"test":false', '"test":"false"') : line,
    )
    const run = await load(zones, first, webhook.url)
    expect(run.code).toBe(0)
    const rows = (report: Awaited<ReturnType<typeof transformed>>) =>
      report.tables.find(({ table }) => table === 'orders')?.rows

    const [list, show, dry, replay, discard, ...others] = commandsOf('Records that fail')
    expect(others).toEqual([])
    const run1 = async (block = '') => {
      const done = await follow(zones, webhook.url, block)
      expect(done, block).toMatchObject({ code: 0 })
      return done.stdout
    }
    expect(await run1(list)).toMatch(/shopify +orders +schema +SCHEMA_VIOLATION +\/test +type +3 /)
    const shown = await run1(show)
    expect(shown).toMatch(/reason +\/test \(type\): must be boolean/)
    expect(shown).toContain('shown with --reveal')
    expect(await run1(dry)).toContain('3 letters = 3 would be replayed + 0 still fail')
    expect(zones.lines('raw').filter((line) => line.includes('"lineItems"'))).toHaveLength(
      orders.length - 3,
    )
    expect(await run1(replay)).toContain('3 letters = 3 replayed + 0 still fail + 0 done before')
    expect(await run1(replay)).toContain('3 letters = 0 replayed + 0 still fail + 3 done before')
    expect(await run1(discard)).toContain('0 letters')
    const raw = zones.lines('raw')
    for (const line of broken) {
      const record = /"record":(\{.*\}),"time_extracted"/.exec(line)?.[1] as string
      const begin = `${record.slice(0, -1)},"_sdc_extracted_at":`
      expect(raw.filter((one) => one.startsWith(begin))).toHaveLength(1)
    }
    expect(rows(await transformed(zones))).toBe(orders.length)

    const second = lines
      .filter((line) => line.includes('"stream":"customers"'))
      .map((line) =>
        line
          .replace('"note":{"type":["null","string"]},', '')
          .replace(/"note":(?:null|"[^"\\]*"),/, ''),
      )
    expect((await load(zones, second, webhook.url)).code).toBe(0)
    expect((await transformed(zones)).waiting).toMatchObject([{ stream: 'customers', version: 2 }])
    const [schemas, diff, accept, contract] = commandsOf('Schemas that change')
    expect(await run1(schemas)).toMatch(/shopify +customers +evolve +2 +1 +version 2 waits/)
    expect(await run1(diff)).toContain('- /note: null or string\n')
    expect(await run1(accept)).toContain('version 2 accepted')
    expect((await transformed(zones)).waiting).toEqual([])
    expect(await run1(contract)).toContain('contract freeze')

    const [alert, report] = commandsOf('Being told')
    expect(webhook.told.map(({ title }) => title)).toEqual([
      'shopify orders: a new kind of dead letter',
      'shopify customers: the schema changed, and the transform of this stream waits',
    ])
    expect(await run1(alert)).toMatch(/1 told before \+ 0 failed/)
    expect(webhook.told).toHaveLength(2)
    expect(await run1(report)).toMatch(/shopify +2 +\d+ +3 +9\d\.\d\d % +\/test type \(3\)/)
    webhook.stop()
  },
)

test('every command says what it takes, and what is missing', async ({ zones }) => {
  const help = await runBin('descant', ['--help'])
  const names = [...help.stdout.matchAll(/^ {2}((?:schema|dlq|report|alert)(?: \w+)?) {2}/gm)].map(
    ([, name]) => name as string,
  )
  expect(names).toHaveLength(12)
  expect((await runBin('descant', ['schema'])).stdout).toMatch(/schema list.*schema contract/s)
  const wrong = await runBin('descant', ['dlq', 'replay'])
  expect(wrong.code).toBe(2)
  for (const option of ['--customer', '--dead-letters', '--raw', '--state']) {
    expect(wrong.lastLine).toContain(option)
  }
  const state = zones.url('state')
  const unknown = await runBin('descant', [
    'schema',
    'diff',
    '--customer',
    'acme',
    '--state',
    state,
    '--stream',
    'x',
  ])
  expect(unknown).toMatchObject({
    code: 2,
    lastLine: expect.stringMatching(/never recorded.*none at all/),
  })
})
