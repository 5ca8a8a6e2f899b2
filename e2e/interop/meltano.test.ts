import { describe, expect } from 'vitest'
import { type MeltanoProject, test } from './meltano-project.ts'
import { peerProgram } from './peers.ts'
import { shopRecords } from './shop.ts'

const meltano = peerProgram('meltano', 'meltano')

const runJob = (project: MeltanoProject, env?: NodeJS.ProcessEnv) =>
  project.run(meltano as string, ['run', 'shopify-to-lake'], env)

/** What Meltano keeps of the STATE that came out of the target. */
const bookmarks = async (project: MeltanoProject) => {
  const job = 'prod:tap-shopify-to-target-s3-ndjson'
  const { stdout } = await project.run(meltano as string, ['state', 'get', job])
  return JSON.parse(stdout).singer_state.bookmarks
}

/** How many records there are of each stream, which ids tell. */
const counts = (records: readonly Record<string, unknown>[]) => {
  const of = (type: string) => records.filter(({ id }) => String(id).includes(`/${type}/`)).length
  return { customers: of('Customer'), orders: of('Order'), products: of('Product') }
}

/** What the shop tells of a round of changes. */
interface Round {
  readonly customers: readonly string[]
  readonly orders: readonly string[]
  readonly products: readonly string[]
  readonly created_order: string
}

describe.skipIf(meltano === undefined)('Meltano', () => {
  test('runs our tap and our target, and the second run reads only what has changed', async ({
    project,
  }) => {
    const first = await runJob(project)
    expect(first.code, first.stderr).toBe(0)
    const records = project.records()
    expect(counts(records)).toEqual(shopRecords)
    const orders = records.filter(({ id }) => String(id).includes('/Order/'))
    const newest = orders.map(({ updatedAt }) => updatedAt as string).sort()
    const kept = await bookmarks(project)
    expect(kept.orders.replication_key_value).toBe(newest.at(-1))

    const round = (await project.control('mutate', { round: 1 })) as Round
    const changed = [...round.customers, ...round.orders, ...round.products, round.created_order]
    const second = await runJob(project)
    expect(second.code, second.stderr).toBe(0)
    const known = new Set(records.map(({ _sdc_sequence }) => _sdc_sequence))
    const added = project.records().filter(({ _sdc_sequence }) => !known.has(_sdc_sequence))
    expect(added.map(({ id }) => id).sort()).toEqual(changed.sort())
  })

  test('leaves out what the project leaves out', async ({ project }) => {
    const run = await runJob(project)
    expect(run.code, run.stderr).toBe(0)
    const addresses = project.records().flatMap(({ shippingAddress }) => shippingAddress ?? [])
    expect(addresses.length).toBeGreaterThan(0)
    for (const address of addresses) {
      expect(address).toHaveProperty('city')
      expect(address).not.toHaveProperty('phone')
    }
    for (const record of project.records()) expect(record).not.toHaveProperty('note')
  })

  // Meltano knows no level `items` in a breadcrumb, and neither does what we discover.
  test('leaves out a field of the items of a list', async ({ project }) => {
    const run = await runJob(project, {
      TAP_SHOPIFY__SELECT: '["orders.*", "!orders.lineItems.sku"]',
    })
    expect(run.code, run.stderr).toBe(0)
    const items = project.records().flatMap(({ lineItems }) => lineItems)
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) {
      expect(item).toHaveProperty('quantity')
      expect(item).not.toHaveProperty('sku')
    }
  })

  test('keeps what was done when a stream fails, and goes on from there', async ({ project }) => {
    await project.control('fault', { kind: 'http', status: 400, match: 'orders(', count: 1000 })
    const failed = await runJob(project)
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(/CRITICAL 1 of 3 streams failed.*orders/)
    expect(counts(project.records())).toEqual({ ...shopRecords, orders: 0 })
    const kept = await bookmarks(project)
    expect(kept.orders?.replication_key_value, JSON.stringify(kept.orders)).toBeUndefined()
    for (const stream of ['customers', 'products']) {
      expect(kept[stream].replication_key_value).toBeTypeOf('string')
    }

    await project.control('fault', { kind: 'none' })
    const mended = await runJob(project)
    expect(mended.code, mended.stderr).toBe(0)
    expect(counts(project.records())).toEqual(shopRecords)
  })

  test('shows who must do what when the token is refused, and not the token', async ({
    project,
  }) => {
    const token = 'shpat_of_nobody'
    const run = await runJob(project, { TAP_SHOPIFY_ACCESS_TOKEN: token })
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(/CRITICAL .*access token/)
    expect(run.stderr + run.stdout).not.toContain(token)
  })
})
