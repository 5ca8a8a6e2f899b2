import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../../clock.ts'
import type { ShopifyFault } from '../control/faults.ts'
import { type ShopifySandbox, startShopifySandbox } from '../start-shopify-sandbox.ts'

let sandbox: ShopifySandbox

beforeAll(async () => {
  sandbox = await startShopifySandbox({
    seed: 7,
    customers: 30,
    orders: 60,
    products: 10,
    bulkObjectsPerSecond: 100,
    clock: new VirtualClock(WAKING_TIME, () => 0),
  })
})
afterEach(() => sandbox.disarm())
afterAll(() => sandbox.close())

const DAY = 24 * 3600
const ORDERS =
  '{ orders { edges { node { id name lineItems { edges { node { id title quantity } } } } } } }'

async function ask(query: string, variables: object) {
  const response = await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': sandbox.accessToken },
    body: JSON.stringify({ query, variables }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is what the test is about.
  return ((await response.json()) as { data: any }).data
}

const run = async (query = ORDERS, grouped = false) =>
  (
    await ask(
      'mutation ($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) { bulkOperation { id } userErrors { field message code } } }',
      { q: query, g: grouped },
    )
  ).bulkOperationRunQuery

const poll = async (id: string) =>
  (
    await ask(
      'query ($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt } }',
      { id },
    )
  ).bulkOperation

/** Starts an operation, with a fault in it, and lets so much time pass. */
async function runAndWait({
  fault,
  seconds = 60,
  grouped = false,
}: {
  fault?: ShopifyFault
  seconds?: number
  grouped?: boolean
} = {}) {
  if (fault !== undefined) sandbox.arm(fault)
  const { bulkOperation } = await run(ORDERS, grouped)
  sandbox.clock.advance(seconds)
  return { id: bulkOperation.id as string, operation: await poll(bulkOperation.id) }
}

const download = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, bytes, text: bytes.toString() }
}

interface Line {
  readonly id: string
  readonly __parentId?: string
}
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** How many objects the query finds: the orders and their line items. */
const objects = () =>
  [...sandbox.store.orders.values()].reduce((sum, order) => sum + 1 + order.lineItems.length, 0)

describe('a file', () => {
  test('has an object a line, children with the id of their parent, slashes escaped', async () => {
    const { operation } = await runAndWait()
    const { response, text } = await download(operation.url)
    expect(response.headers.get('content-type')).toBe('application/jsonl')
    expect(text).toMatch(/^\{"id":"gid:\\\/\\\/shopify\\\/Order\\\/\d+","name":"#\d+"\}$/m)
    expect(text).toMatch(
      /^\{"id":"gid:\\\/\\\/shopify\\\/LineItem\\\/\d+","title":".+","quantity":\d+,"__parentId":"gid:\\\/\\\/shopify\\\/Order\\\/\d+"\}$/m,
    )
    const lines = linesOf(text)
    expect(lines).toHaveLength(objects())
    const position = new Map(lines.map(({ id }, index) => [id, index]))
    for (const [index, { __parentId }] of lines.entries()) {
      if (__parentId !== undefined) expect(position.get(__parentId)).toBeLessThan(index)
    }
    const strangers = lines.filter(
      ({ __parentId }, index) =>
        __parentId !== undefined &&
        lines[index - 1]?.id !== __parentId &&
        lines[index - 1]?.__parentId !== __parentId,
    )
    expect(strangers.length).toBeGreaterThan(objects() / 4)
  })

  test('has children right below their parent where that is asked for, at half the speed', async () => {
    const { operation, id } = await runAndWait({ grouped: true, seconds: 1.5 })
    expect(operation).toMatchObject({ status: 'RUNNING', objectCount: '50' })
    sandbox.clock.advance(60)
    const lines = linesOf((await download((await poll(id)).url)).text)
    let parent = ''
    for (const { id: own, __parentId = own } of lines) {
      if (__parentId === own) parent = own
      expect(__parentId).toBe(parent)
    }
  })

  test('is packed for who accepts that, and handed out in ranges', async () => {
    const { operation } = await runAndWait()
    const { response, bytes } = await download(operation.url, { 'Accept-Encoding': 'identity' })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(bytes).toHaveLength(Number(operation.fileSize))
    const packed = await download(operation.url, { 'Accept-Encoding': 'gzip' })
    expect(packed.response.headers.get('content-encoding')).toBe('gzip')
    expect(Number(packed.response.headers.get('content-length'))).toBeLessThan(bytes.length / 2)
    expect(packed.bytes).toEqual(bytes)
    const range = async (header: string) => download(operation.url, { Range: header })
    const middle = await range('bytes=10-19')
    expect(middle.response.status).toBe(206)
    expect(middle.response.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(middle.bytes).toEqual(bytes.subarray(10, 20))
    expect((await range('bytes=100-')).bytes).toEqual(bytes.subarray(100))
    expect((await range('bytes=-5')).bytes).toEqual(bytes.subarray(-5))
    const beyond = await range(`bytes=${bytes.length}-`)
    expect([beyond.response.status, beyond.response.headers.get('content-range')]).toEqual([
      416,
      `bytes */${bytes.length}`,
    ])
  })

  test('is refused where the link was altered, or has expired', async () => {
    const { id, operation } = await runAndWait()
    const { url } = operation
    for (const altered of [url.replace(/Signature=\w/, 'Signature=_'), url.replace(/s=1/, 's=2')]) {
      const { response, text } = await download(altered)
      expect([response.status, text]).toEqual([
        403,
        expect.stringContaining('SignatureDoesNotMatch'),
      ])
    }
    expect((await download(url.replace(/bulk\/\w+/, 'bulk/nothing'))).response.status).toBe(404)
    sandbox.clock.advance(7 * DAY - 60)
    expect((await download(url)).response.status).toBe(200)
    sandbox.clock.advance(60)
    const { response, text } = await download(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      403,
      'application/xml; charset=UTF-8',
    ])
    expect(text).toContain('<Code>ExpiredToken</Code>')
    expect((await poll(id)).status).toBe('EXPIRED')
  })

  test('is the same again for the same seed', async () => {
    const files: string[] = []
    for (let time = 0; time < 2; time++) {
      const clock = new VirtualClock(WAKING_TIME, () => 0)
      const usual = sandbox
      sandbox = await startShopifySandbox({
        seed: 3,
        customers: 20,
        orders: 40,
        products: 5,
        clock,
      })
      const { operation } = await runAndWait()
      files.push((await download(operation.url)).text)
      await sandbox.close()
      sandbox = usual
    }
    expect(files[0]).toBe(files[1])
  })
})

describe('a fault', () => {
  test('bulk_failed: it fails half-way, with nothing to show', async () => {
    const { operation } = await runAndWait({ fault: { kind: 'bulk_failed' } })
    expect(operation).toMatchObject({
      status: 'FAILED',
      errorCode: 'INTERNAL_SERVER_ERROR',
      objectCount: String(Math.floor(objects() / 2)),
      completedAt: null,
      url: null,
      partialDataUrl: null,
    })
  })

  test('bulk_failed: partial data comes later and breaks off in the middle of a line', async () => {
    const { id, operation } = await runAndWait({
      fault: {
        kind: 'bulk_failed',
        error_code: 'TIMEOUT',
        after_objects: 20,
        partial_data: true,
        partial_after_seconds: 90,
      },
    })
    expect(operation).toMatchObject({ errorCode: 'TIMEOUT', partialDataUrl: null })
    sandbox.clock.advance(60)
    const { partialDataUrl, url } = await poll(id)
    expect(url).toBeNull()
    const { text } = await download(partialDataUrl)
    const lines = text.split('\n')
    expect(lines).toHaveLength(20)
    expect(() => lines.slice(0, -1).map((line) => JSON.parse(line))).not.toThrow()
    expect(() => JSON.parse(lines.at(-1) ?? '')).toThrow()
  })

  test('bulk_canceled: somebody ends it, and a link is left', async () => {
    const { operation } = await runAndWait({ fault: { kind: 'bulk_canceled', after_objects: 7 } })
    expect(operation).toMatchObject({
      status: 'CANCELED',
      errorCode: null,
      objectCount: '7',
      completedAt: null,
      fileSize: null,
    })
    expect(linesOf((await download(operation.url)).text)).toHaveLength(7)
  })

  test('bulk_stalled: it stands still for ten days', async () => {
    const { id, operation } = await runAndWait({
      fault: { kind: 'bulk_stalled', after_objects: 3 },
      seconds: 9 * DAY,
    })
    expect(operation).toMatchObject({ status: 'RUNNING', objectCount: '3' })
    sandbox.clock.advance(DAY)
    expect(await poll(id)).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT' })
  })

  test('bulk_cut_file: the file is shorter than its size says', async () => {
    const { operation } = await runAndWait({ fault: { kind: 'bulk_cut_file', bytes: 15 } })
    const { text } = await download(operation.url)
    expect(operation.status).toBe('COMPLETED')
    expect(Buffer.byteLength(text)).toBe(Number(operation.fileSize) - 15)
    expect(() => linesOf(text)).toThrow()
  })

  test('bulk_missing_lines: the file has fewer lines than were counted, and looks whole', async () => {
    const { operation } = await runAndWait({ fault: { kind: 'bulk_missing_lines', lines: 3 } })
    const { text } = await download(operation.url)
    expect(operation).toMatchObject({ status: 'COMPLETED', objectCount: String(objects()) })
    expect(Buffer.byteLength(text)).toBe(Number(operation.fileSize))
    expect(linesOf(text)).toHaveLength(objects() - 3)
  })

  test('bulk_short_list: a nested connection is cut, and the count agrees with the file', async () => {
    const { operation } = await runAndWait({
      fault: { kind: 'bulk_short_list', field: 'lineItems', size: 1 },
    })
    expect(operation).toMatchObject({ status: 'COMPLETED', objectCount: '120' })
    expect(linesOf((await download(operation.url)).text)).toHaveLength(120)
  })

  test('bulk_short_link: the link is good for a minute', async () => {
    const { operation } = await runAndWait({ fault: { kind: 'bulk_short_link' } })
    expect((await download(operation.url)).response.status).toBe(200)
    sandbox.clock.advance(60)
    expect((await download(operation.url)).response.status).toBe(403)
  })

  test('bulk_limit: it waits for the next operation and refuses it', async () => {
    sandbox.arm({ kind: 'bulk_limit' })
    await ask('{ shop { id } }', {})
    expect(await run()).toEqual({
      bulkOperation: null,
      userErrors: [
        {
          field: null,
          message: 'Bulk operations limit reached. Please try again later.',
          code: 'LIMIT_REACHED',
        },
      ],
    })
    expect((await run()).userErrors).toEqual([])
  })

  test('on the file: the connection is reset in the middle of the download', async () => {
    const { operation } = await runAndWait()
    sandbox.arm({ kind: 'reset', on: 'file', after_bytes: 100 })
    sandbox.arm({ kind: 'http', on: 'file', status: 503 })
    await expect(download(operation.url)).rejects.toThrow()
    expect((await download(operation.url)).response.status).toBe(503)
    expect((await download(operation.url)).response.status).toBe(200)
  })
})

test('other processes take up places, and give them back when they are canceled', async () => {
  sandbox.clock.advance(60)
  sandbox.control('bulk', { action: 'occupy', count: 4 })
  expect((await run()).userErrors).toEqual([])
  const { userErrors } = await run()
  expect(userErrors).toMatchObject([{ code: 'OPERATION_IN_PROGRESS' }])
  const ids = userErrors[0].message.match(/gid:\/\/shopify\/BulkOperation\/\d+/g)
  expect(ids).toHaveLength(5)
  sandbox.control('bulk', { action: 'cancel', id: ids[0] })
  expect((await run()).userErrors).toHaveLength(1)
  sandbox.clock.advance(1)
  expect((await run()).userErrors).toEqual([])
  sandbox.control('bulk', { action: 'cancel' })
  sandbox.clock.advance(1)
  expect((await run()).userErrors).toEqual([])
})
