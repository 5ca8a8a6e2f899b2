import { type ShopifySandbox, startShopifySandbox } from '@descant/sandbox'
import type { JsonObject } from '@descant/sdk'
import { memoryOutput, runTapInMemory } from '@descant/sdk/testing'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { tapShopify } from './tap.ts'

vi.setConfig({ testTimeout: 600_000 })

/** All of the proofs, and more of each. */
const isLong = process.env.DESCANT_LONG === '1'

const sandboxes: ShopifySandbox[] = []

const start = async (options: Parameters<typeof startShopifySandbox>[0] = {}) => {
  const size = { customers: 6, orders: 24, products: 4, restoreRate: 100_000 }
  const sandbox = await startShopifySandbox({ ...size, bulkObjectsPerSecond: 1e6, ...options })
  sandboxes.push(sandbox)
  return sandbox
}

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
})

/** Streams of every way of reading: searched, in windows, compared, within others, whole. */
const select = [
  'orders.id',
  'orders.updatedAt',
  'orders.tags',
  'orders.totalPriceSet',
  'orders.lineItems',
  'customers.id',
  'customers.updatedAt',
  'customers.amountSpent',
  'products.id',
  'products.updatedAt',
  'products.variants',
  'product_variants.id',
  'product_variants.updatedAt',
  'order_refunds',
  'transactions.id',
  'inventory_levels.id',
  'locations.id',
  'metafields_products',
  'events.id',
  'shop.id',
]

const configOf = (sandbox: ShopifySandbox, more: object = {}) => ({
  shop: sandbox.shop,
  access_token: sandbox.accessToken,
  api_url: sandbox.url,
  select,
  ...more,
})

type Content = Map<string, unknown>

/** What a target has that takes records in their order: the last of each, without what was deleted. */
const keep = (content: Content, stream: string, records: readonly JsonObject[]): Content => {
  for (const record of records) {
    const key = `${stream} ${record.id}`
    if (record._sdc_deleted_at) content.delete(key)
    else content.set(key, record)
  }
  return content
}

const streams = [...new Set(select.map((pattern) => pattern.split('.')[0] as string))]

interface Taken {
  records(stream: string): readonly JsonObject[]
}

const contentOf = (...runs: readonly Taken[]): Content => {
  const content: Content = new Map()
  for (const run of runs) {
    for (const stream of streams) keep(content, stream, run.records(stream))
  }
  return content
}

/** The truth: all there is now, read anew in pages. */
const truthOf = async (sandbox: ShopifySandbox) => {
  sandbox.disarm()
  const config = configOf(sandbox, { bulk_after_records: 0 })
  return contentOf(await runTapInMemory(tapShopify, { config }))
}

/**
 * Ids that events tell nothing of stay with a target when their owners go; they are told by
 * `id_folder`, which has a test of its own.
 */
const comparable = (content: Content) =>
  new Map(
    [...content].filter(([key]) => !/^(order_refunds|transactions|metafields)/.test(key)).sort(),
  )

test('golden: a whole read, ten rounds of changes with deletions, and what has changed, are the truth', async () => {
  const sandbox = await start()
  const first = await runTapInMemory(tapShopify, { config: configOf(sandbox) })
  expect(first.outcomes.filter(({ failure }) => failure)).toEqual([])
  const random = fc.sample(fc.nat(), { numRuns: 20, seed: 5 })
  for (let round = 1; round <= 10; round++) {
    sandbox.mutate({ round })
    const ids = [...sandbox.store.orders.values()].map(({ id }) => id)
    const id = ids[(random[round] as number) % ids.length]
    if (round % 3 === 0) sandbox.control('delete', { id: `gid://shopify/Order/${id}` })
  }
  // What is searched in the order of ids ends with the second before.
  sandbox.clock.advance(2)
  const second = await runTapInMemory(tapShopify, { config: configOf(sandbox), state: first.state })
  expect(second.outcomes.filter(({ failure }) => failure)).toEqual([])
  const read = comparable(contentOf(first, second))
  expect(read).toEqual(comparable(await truthOf(sandbox)))
})

describe('kill -9 after a response', () => {
  /**
   * A run, and how many lines had left it when each response came: what a kill at that moment would
   * have left behind is the lines up to there.
   */
  const traced = async (sandbox: ShopifySandbox, more: object) => {
    const output = memoryOutput()
    const cuts: number[] = []
    const { fetch } = globalThis
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
      const response = await fetch(...request)
      cuts.push(output.lines.length)
      return response
    })
    const run = await runTapInMemory(tapShopify, { config: configOf(sandbox, more), output })
    vi.restoreAllMocks()
    expect(run.outcomes.filter(({ failure }) => failure)).toEqual([])
    return { lines: output.lines, cuts }
  }

  const prefixOf = (lines: readonly string[], count: number) => {
    const output = memoryOutput()
    output.lines.push(...lines.slice(0, count))
    const states = output.messages.filter(({ type }) => type === 'STATE')
    const state = states.at(-1) as { text: string } | undefined
    return {
      records: (stream: string) => output.records(stream),
      state: state && JSON.parse(state.text),
    }
  }

  test.each([
    ['in pages', { page_size: 7, nested_page_size: 2, bulk_after_records: 0 }],
    ['with bulk operations', { page_size: 7, bulk_after_records: 14 }],
  ])('%s: a run from the last STATE leaves nothing out', async (_, more) => {
    const sandbox = await start({ orders: isLong ? 80 : 24 })
    const { lines, cuts } = await traced(sandbox, more)
    sandbox.mutate({ round: 1 })
    sandbox.clock.advance(2)
    const truth = await truthOf(sandbox)
    const resumeAt = async (cut: number) => {
      const { state, ...left } = prefixOf(lines, cuts[cut] as number)
      const config = configOf(sandbox, more)
      const rest = await runTapInMemory(tapShopify, { config, ...(state && { state }) })
      expect(rest.outcomes.filter(({ failure }) => failure)).toEqual([])
      const read = contentOf(left, rest)
      for (const key of truth.keys()) expect(read.has(key), `${key} after ${cut}`).toBe(true)
      const [own, all] = [comparable(read), comparable(truth)]
      for (const [key, record] of all) expect(own.get(key)).toEqual(record)
    }
    if (isLong) for (let cut = 0; cut < cuts.length; cut += 2) await resumeAt(cut)
    else {
      const at = fc.nat({ max: cuts.length - 1 })
      await fc.assert(fc.asyncProperty(at, resumeAt), { numRuns: 1 })
    }
  })
})

test('ties: thousands of records in one second arrive, once each', async () => {
  const count = isLong ? 5000 : 300
  const sandbox = await start({ orders: count, customers: 5, products: 2 })
  sandbox.control('touch', { kind: 'orders' })
  const config = configOf(sandbox, {
    select: ['orders.id', 'orders.updatedAt'],
    page_size: 100,
    bulk_after_records: 0,
  })
  const run = await runTapInMemory(tapShopify, { config })
  const ids = run.records('orders').map(({ id }) => id)
  expect(new Set(ids).size).toBe(count)
  expect(ids).toHaveLength(count)
})

test('deep children: 251 variants', async () => {
  const sandbox = await start({ orders: 2, products: 2 })
  const [product] = sandbox.store.products.values()
  const [variant] = product?.variants ?? []
  if (!product || !variant) throw new Error('The sandbox has no product')
  const variants = Array.from({ length: 251 }, (_, at) => ({ ...variant, id: 7_000_000 + at }))
  sandbox.store.putProduct({ ...product, variants }, sandbox.clock.now())
  const { records } = await runTapInMemory(tapShopify, { config: configOf(sandbox) })
  const long = records('products').find(({ id }) => String(id).endsWith(`/${product.id}`))
  expect(long?.variants).toHaveLength(251)
})

test('five API versions give the same records', async () => {
  const sandbox = await start()
  const versions = ['2026-10', '2026-07', '2026-04', '2026-01', '2025-10']
  const read: Content[] = []
  for (const api_version of isLong ? versions : ['2026-10', '2025-10']) {
    const run = await runTapInMemory(tapShopify, { config: configOf(sandbox, { api_version }) })
    expect(run.outcomes.filter(({ failure }) => failure)).toEqual([])
    read.push(contentOf(run))
  }
  // Before 2026-04 Shopify does not give out levels that are out of use.
  const keysOf = (content: Content) =>
    [...content.keys()].filter((key) => !key.startsWith('inventory_levels')).sort()
  for (const other of read.slice(1)) expect(keysOf(other)).toEqual(keysOf(read[0] as Content))
})

describe('tokens that are lost in the middle of a run', () => {
  test('an access token that stays is an error for its owner, with a usable STATE', async () => {
    const sandbox = await start({ orders: 60 })
    sandbox.arm({
      kind: 'meanwhile',
      verb: 'token',
      settings: { action: 'revoke' },
      skip: 6,
      match: 'orders(',
    })
    const config = configOf(sandbox, { select: ['orders'], page_size: 5 })
    const broken = await runTapInMemory(tapShopify, { config })
    expect(String(broken.failure)).toMatch(/check `access_token`/)
    const { access_token } = sandbox.control('token', { action: 'issue' }) as {
      access_token: string
    }
    const rest = await runTapInMemory(tapShopify, {
      config: { ...config, access_token },
      state: broken.state,
    })
    const ids = [...broken.records('orders'), ...rest.records('orders')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(60)
    expect(rest.records('orders').length).toBeLessThan(60)
  })

  test('a client gets itself another', async () => {
    const sandbox = await start({ orders: 60 })
    const { clientId: client_id, clientSecret: client_secret, shop, url: api_url } = sandbox
    sandbox.arm({ kind: 'expired_token', skip: 5, count: 1 })
    const config = { shop, api_url, client_id, client_secret, select: ['orders'], page_size: 5 }
    const run = await runTapInMemory(tapShopify, { config })
    expect(run.failure).toBeUndefined()
    expect(run.records('orders')).toHaveLength(60)
    expect(sandbox.requests().filter(({ surface }) => surface === 'oauth')).toHaveLength(2)
  })

  test('an answer with rotated tokens that is lost on its way is asked for again', async () => {
    const sandbox = await start({ orders: 10 })
    const { clientId: client_id, clientSecret: client_secret, shop, url: api_url } = sandbox
    const { refreshToken: refresh_token } = sandbox
    sandbox.arm({ kind: 'reset', on: 'oauth', count: 1 })
    const config = { shop, api_url, client_id, client_secret, refresh_token, select: ['orders'] }
    const run = await runTapInMemory(tapShopify, { config })
    expect(run.failure).toBeUndefined()
    expect(run.records('orders')).toHaveLength(10)
    expect(run.savedConfig.refresh_token).toEqual(expect.any(String))
    expect(run.savedConfig.refresh_token).not.toBe(refresh_token)
  })
})
