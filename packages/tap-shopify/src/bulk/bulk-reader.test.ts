import {
  type ShopifyFault,
  type ShopifySandbox,
  startShopifySandbox,
  VirtualClock,
} from '@descant/sandbox'
import type { ReadContext } from '@descant/sdk'
import { afterEach, describe, expect, test } from 'vitest'
import { wholeStream } from '../fixtures/quiet-context.ts'
import { type ChangedRow, clientOf, planOf, readAll } from '../fixtures/sandbox-client.ts'
import type { Cursor } from '../reading/cursor.ts'
import { readStream } from '../reading/read-stream.ts'
import { orders } from '../streams/orders.ts'
import { productVariants } from '../streams/product-variants.ts'
import { products } from '../streams/products.ts'

const isLong = process.env.DESCANT_LONG === '1'

const sandboxes: ShopifySandbox[] = []

/** A sandbox whose clock stands still but for the sleep of its client. */
const start = async (options: Parameters<typeof startShopifySandbox>[0] = {}) => {
  const clock = new VirtualClock(undefined, () => 0)
  const size = { customers: 3, orders: 40, products: 6 }
  const sandbox = await startShopifySandbox({ ...size, clock, ...options })
  sandboxes.push(sandbox)
  return sandbox
}

afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
})

/** Pages of ten, and a job after two of them. */
const small = { page_size: 10, bulk_after_records: 20, bulk_timeout_seconds: 300 }

const byId = (records: readonly ChangedRow[]) =>
  new Map(records.map((record) => [record.id, record]))

/** All records by pages: the truth, in the words of the tap. */
const inPages = async (sandbox: ShopifySandbox, definition = orders) => {
  sandbox.disarm()
  return byId(await readAll(clientOf(sandbox, { bulk_after_records: 0 }), definition, wholeStream))
}

interface Job {
  readonly id: string
  readonly status: string
}

const jobsOf = (sandbox: ShopifySandbox) =>
  (sandbox.control('bulk', { action: 'list' }) as { operations: readonly Job[] }).operations

/** The requests by which jobs were begun, refused ones too. */
const startsIn = (sandbox: ShopifySandbox) =>
  sandbox.requests().filter((request) => request.root_fields?.includes('bulkOperationRunQuery'))

describe('a long history', () => {
  test.each([orders, products])(
    'of $name is read by a job, and is what pages give',
    async (stream) => {
      const sandbox = await start({ products: 60 })
      const read = await readAll(clientOf(sandbox, small), stream, wholeStream)
      expect(jobsOf(sandbox)).toHaveLength(1)
      expect(byId(read)).toEqual(await inPages(sandbox, stream))
    },
  )

  test('in the order of ids is read by a job too', async () => {
    const sandbox = await start({ products: 30 })
    const read = await readAll(clientOf(sandbox, small), productVariants, wholeStream)
    expect(jobsOf(sandbox)).toHaveLength(1)
    expect(byId(read)).toEqual(await inPages(sandbox, productVariants))
  })

  test('that is short is read in pages', async () => {
    const sandbox = await start({ orders: 20 })
    const read = await readAll(clientOf(sandbox, small), orders, wholeStream)
    expect(read).toHaveLength(20)
    expect(jobsOf(sandbox)).toEqual([])
  })
})

describe('whatever befalls a job, all records arrive', () => {
  const faults: readonly ShopifyFault[] = [
    { kind: 'bulk_failed' },
    { kind: 'bulk_failed', error_code: 'TIMEOUT', partial_data: true },
    { kind: 'bulk_canceled' },
    { kind: 'bulk_stalled' },
    { kind: 'bulk_cut_file' },
    { kind: 'bulk_missing_lines', lines: 3 },
    { kind: 'bulk_short_list', field: 'lineItems', size: 1 },
    { kind: 'bulk_limit' },
    { kind: 'http', status: 403, on: 'file' },
    { kind: 'reset', after_bytes: 2000, on: 'file' },
  ]

  test.each(faults)('$kind $error_code $status', async (fault) => {
    const sandbox = await start()
    sandbox.arm(fault)
    const read = await readAll(clientOf(sandbox, small), orders, wholeStream)
    expect(byId(read)).toEqual(await inPages(sandbox))
  })

  test.skipIf(!isLong).each(faults.slice(2, 7))(
    '$kind $error_code, again and again',
    async (fault) => {
      const sandbox = await start()
      sandbox.arm({ ...fault, count: 50 })
      const read = await readAll(clientOf(sandbox, small), orders, wholeStream)
      expect(byId(read)).toEqual(await inPages(sandbox))
    },
  )

  test('a link that has expired is not followed for ever', async () => {
    const sandbox = await start()
    sandbox.arm({ kind: 'bulk_short_link', seconds: 0, count: 9 })
    const read = await readAll(clientOf(sandbox, small), orders, wholeStream)
    expect(byId(read)).toEqual(await inPages(sandbox))
  })

  test('places that others have taken are waited for', async () => {
    const sandbox = await start()
    sandbox.control('bulk', { action: 'occupy', count: 5 })
    const client = clientOf(sandbox, small)
    const sleep = client.clock.sleep
    let naps = 0
    Object.assign(client.clock, {
      sleep: async (seconds: number, signal?: AbortSignal) => {
        await sleep(seconds, signal)
        if (++naps === 3) sandbox.control('bulk', { action: 'cancel' })
      },
    })
    const read = await readAll(client, orders, wholeStream)
    expect(naps).toBeGreaterThanOrEqual(3)
    expect(byId(read)).toEqual(await inPages(sandbox))
  })

  test('a version that does not know to group them is told to', async () => {
    const sandbox = await start()
    const client = clientOf(sandbox, { ...small, api_version: '2025-10' })
    expect(byId(await readAll(client, orders, wholeStream))).toEqual(await inPages(sandbox))
  })

  test('no more than five are under way at once, and one before 2026-01', async () => {
    for (const [api_version, most] of [
      ['2026-10', 5],
      ['2025-10', 1],
    ] as const) {
      const sandbox = await start()
      const client = clientOf(sandbox, { ...small, api_version })
      const streams = Array.from({ length: 6 }, () => readAll(client, orders, wholeStream))
      const all = await Promise.all(streams)
      expect(all.map((read) => byId(read).size)).toEqual(Array.from({ length: 6 }, () => 40))
      // One that found no place would have been asked for again.
      expect(startsIn(sandbox), `${most} places in ${api_version}`).toHaveLength(6)
    }
  })
})

describe('a run that is killed while a job is under way', () => {
  /** Reads until the cursor is as wanted, and gives it with what was read by then. */
  const readUntil = async (sandbox: ShopifySandbox, isEnough: (cursor: Cursor) => boolean) => {
    const client = clientOf(sandbox, small)
    const records: ChangedRow[] = []
    let cursor: Cursor = {}
    const context: ReadContext = {
      ...wholeStream,
      checkpoint(value) {
        cursor = value as Cursor
        if (isEnough(cursor)) throw new Error('killed')
      },
    }
    const plan = await planOf(client, orders)
    const isSelected = (name = '') => plan.metadata[name]?.['selected-by-default'] !== false
    const reading = readStream(client, plan, { ...context, isSelected })
    await expect(
      (async () => {
        for await (const rows of reading) records.push(...(rows as ChangedRow[]))
      })(),
    ).rejects.toThrow('killed')
    return { cursor, records }
  }

  test('goes on with the same job and its window, whatever changes meanwhile', async () => {
    const sandbox = await start()
    const { cursor, records } = await readUntil(sandbox, ({ bulk }) => bulk !== undefined)
    expect(cursor.bulk).toMatchObject({ id: expect.stringMatching(/BulkOperation/) })
    expect(JSON.stringify(cursor)).not.toMatch(/http/)
    sandbox.clock.advance(4000)
    sandbox.mutate({ round: 1 })
    const rest = await readAll(clientOf(sandbox, small), orders, { ...wholeStream, cursor })
    expect(jobsOf(sandbox)).toHaveLength(1)
    expect(byId([...records, ...rest])).toEqual(await inPages(sandbox))
  })

  test('and between two pieces of its file, with the records after them', async () => {
    const sandbox = await start({ orders: 520 })
    const { cursor, records } = await readUntil(sandbox, ({ bulk }) => bulk?.rows === 250)
    const rest = await readAll(clientOf(sandbox, small), orders, { ...wholeStream, cursor })
    expect(jobsOf(sandbox)).toHaveLength(1)
    expect(rest.length).toBeLessThan(300)
    expect(byId([...records, ...rest])).toEqual(await inPages(sandbox))
  })

  test('after it has been forgotten there, with another', async () => {
    const sandbox = await start()
    const { cursor } = await readUntil(sandbox, ({ bulk }) => bulk !== undefined)
    const gone = { ...cursor, bulk: { ...cursor.bulk, id: 'gid://shopify/BulkOperation/1' } }
    const rest = await readAll(clientOf(sandbox, small), orders, { ...wholeStream, cursor: gone })
    // What the pages before the job held was read by the run that was killed.
    expect(rest.length).toBeGreaterThanOrEqual(20)
    expect(jobsOf(sandbox)).toHaveLength(2)
  })
})
