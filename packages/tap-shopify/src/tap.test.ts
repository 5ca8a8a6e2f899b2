import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ShopifySandbox, startShopifySandbox } from '@descant/sandbox'
import { AuthError, ConfigError } from '@descant/sdk'
import { runTapInMemory } from '@descant/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopifyContext } from './client/shopify.ts'
import { quietContext, wholeStream } from './fixtures/quiet-context.ts'
import { control, gather } from './fixtures/sandbox-client.ts'
import { tapShopify } from './tap.ts'

let sandbox: ShopifySandbox

beforeAll(async () => {
  sandbox = await startShopifySandbox({ customers: 20, orders: 40, products: 10 })
})

afterAll(() => sandbox.close())

const configOf = (more = {}) => ({
  shop: sandbox.shop,
  access_token: sandbox.accessToken,
  api_url: sandbox.url,
  ...more,
})

/** What starts processes from source is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const open = (config: object, more: Partial<ShopifyContext> = {}) =>
  tapShopify.open(config, { ...quietContext, saveConfig: async () => {}, ...more })

/** All that the stream of that name reads with a config. */
const read = async (name: string, ...[config, more]: Parameters<typeof open>) => {
  const streams = await open(config, more)
  const stream = streams.find((one) => one.name === name) as (typeof streams)[number]
  return gather(stream.read(wholeStream))
}

/** Runs the bin from source as a shell does; settings come by the environment. */
const run = (args: readonly string[], config: Record<string, string> = {}) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const settings = Object.entries(config).map(([name, value]) => [
      `TAP_SHOPIFY_${name.toUpperCase()}`,
      value,
    ])
    const bin = new URL('bin.ts', import.meta.url).pathname
    execFile(
      process.execPath,
      ['--import', 'tsx', '--conditions=@descant/source', bin, ...args],
      { env: { PATH: process.env.PATH, ...Object.fromEntries(settings) } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })

interface Message {
  readonly type: string
  readonly stream?: string
  readonly record?: { readonly id: string }
  readonly value?: object
}

const messagesIn = (stdout: string): Message[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

const keysIn = (stdout: string) =>
  messagesIn(stdout)
    .flatMap(({ stream, record }) => (record ? [`${stream} ${record.id}`] : []))
    .sort()

describe('the tap', () => {
  test('reads customers, orders and products by default, which follow updatedAt', async () => {
    const streams = await open(configOf())
    expect(streams.filter(({ selectedByDefault }) => selectedByDefault)).toMatchObject(
      ['customers', 'orders', 'products'].map((name) => ({
        name,
        keyProperties: ['id'],
        replicationKey: 'updatedAt',
        lookbackSeconds: 600,
      })),
    )
  })

  test('refuses a config without a shop before anything is asked', async () => {
    await expect(open({ access_token: 'x' })).rejects.toBeInstanceOf(ConfigError)
  })

  test('tells a wrong token apart from all other failures', async () => {
    const failure = read('customers', configOf({ access_token: 'shpat_wrong' }))
    await expect(failure).rejects.toBeInstanceOf(AuthError)
    await expect(failure).rejects.toThrow(/check `access_token`/)
  })

  test('names the scope that a stream lacks, and leaves out fields that the token may not see', async () => {
    const { access_token } = await control<{ access_token: string }>(sandbox, 'token', {
      action: 'issue',
      scopes: ['read_orders', 'read_all_orders', 'read_products'],
    })
    const config = configOf({ access_token, select: ['customers', 'orders'] })
    const run = await runTapInMemory(tapShopify, { config })
    expect(run.outcomes.map(({ stream, failure }) => [stream, failure === undefined])).toEqual([
      ['orders', true],
      ['customers', false],
    ])
    expect(String(run.outcomes[1]?.failure)).toMatch(/give the app the scope read_customers/)
    const [order] = run.records('orders')
    expect(order).toHaveProperty('lineItems')
    expect(order).not.toHaveProperty('customer')
    expect(run.logs.join()).toMatch(/Order\.customer \(read_customers\)/)
  })

  test('warns where the version has expired, and reads all the same', async () => {
    const warnings: string[] = []
    const log = { ...quietContext.log, warning: (words: string) => warnings.push(words) }
    expect(await read('customers', configOf({ api_version: '2025-07' }), { log })).toHaveLength(20)
    expect(warnings).toEqual([expect.stringContaining('api_version')])
  })
})

describe('the bin', () => {
  test.skipIf(!isLong)(
    'reads everything, and from its STATE on only what has changed',
    async () => {
      const [first, refused] = await Promise.all([
        run(['--config', 'ENV'], configOf()),
        run(['--config', 'ENV'], configOf({ access_token: 'shpat_wrong' })),
      ])
      expect(first.code).toBe(0)
      expect(keysIn(first.stdout)).toHaveLength(20 + 40 + 10)
      expect(refused).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/^CRITICAL .*token/m),
      })
      expect(refused.stderr).not.toContain('shpat_wrong')

      const state = messagesIn(first.stdout).findLast(({ type }) => type === 'STATE')
      const file = join(await mkdtemp(join(tmpdir(), 'tap-shopify-')), 'state.json')
      await writeFile(file, JSON.stringify(state?.value))
      const round = await control<Record<string, string[]>>(sandbox, 'mutate', { round: 1 })
      const changed = ['customers', 'orders', 'products'].flatMap((stream) =>
        (round[stream] ?? []).map((id) => `${stream} ${id}`),
      )
      const second = await run(['--config', 'ENV', '--state', file], configOf())
      expect(second.code).toBe(0)
      expect(keysIn(second.stdout)).toEqual([...changed, `orders ${round.created_order}`].sort())
    },
  )

  test('tells its version and its settings', async () => {
    const { stdout } = await run(['--about', '--format=markdown'])
    expect(stdout).toContain(`Version ${tapShopify.version}.`)
    expect(stdout).toMatch(/\| `access_token` \| string \|/)
  })
})
