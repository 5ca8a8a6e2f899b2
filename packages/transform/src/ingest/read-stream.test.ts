import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import { type ObjectStore, openStore, parseDeadLetter, readLines } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { shopifyOrders } from '../sources/shopify/orders.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { rawFile } from '../testing/raw-file.ts'
import { type ReadCounts, readStream } from './read-stream.ts'

let duck: Duck
let directory: string
let store: ObjectStore

beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'read-stream-'))
  store = openStore(pathToFileURL(join(directory, 'dead')).href)
  return () => rm(directory, { recursive: true })
})

const gzip = (...lines: (string | Buffer)[]) =>
  gzipSync(Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])))

const order = (id: number, more: object = {}) => JSON.stringify({ id: `x/${id}`, ...more })

async function read(...bodies: Buffer[]): Promise<{ ids: string[]; counts: ReadCounts }> {
  const files = await Promise.all(
    bodies.map(async (body, part) => {
      const path = join(directory, `${part}.gz`)
      await writeFile(path, body)
      return rawFile(path, part, body.length)
    }),
  )
  const parking = { store, run: 't1', now: new Date('2026-11-24T00:00:00Z') }
  const reading = { duck, dialect: duckdbDialect, relation: 'mapped_0', provider: 'shop' }
  const counts = await readStream({ ...reading, stream: shopifyOrders, parking, directory }, files)
  const rows = await duck.rows<{ order_id: string }>(
    'SELECT order_id FROM mapped_0 WHERE len(_errors) = 0 ORDER BY CAST(order_id AS INT)',
  )
  return { ids: rows.map((row) => row.order_id), counts }
}

async function deadLetters() {
  const letters = []
  for await (const { key } of store.list('')) {
    for await (const line of readLines(await store.read(key))) {
      letters.push({ key, ...parseDeadLetter(line) })
    }
  }
  return letters
}

const none = { brokenLines: 0, refusedRecords: 0, damagedObjects: 0 }

test('clean files are read, blank lines, CRLF and empty files too', async () => {
  const { ids, counts } = await read(
    gzip(order(1), '', `${order(2)}\r`),
    gzip(),
    Buffer.alloc(0),
    gzip(`\ufeff${order(3)}`, order(4)),
  )
  expect(ids).toEqual(['1', '2', '3', '4'])
  expect(counts).toEqual(none)
  expect(await deadLetters()).toEqual([])
})

test.skipIf(process.env.DESCANT_LONG !== '1')(
  'a line of 40 megabytes is a record as any',
  async () => {
    const long = JSON.stringify({ ...JSON.parse(order(2)), note: 'x'.repeat(40 * 2 ** 20) })
    const { ids, counts } = await read(gzip(order(1), long, order(3)))
    expect(ids).toEqual(['1', '2', '3'])
    expect(counts).toEqual(none)
  },
)

test('only broken lines go to the dead letters, each with its own bytes; neighbours go on', async () => {
  const broken = [
    '{"id": "x/2", "customer": ',
    '[1]',
    'null',
    '{"id":"x/2"}{"id":"x/3"}',
    '{"id":"x/2","customer":"Ann"}',
    '{"id":"x/2","lineItems":[{"product":7}]}',
    '{"id":"\\ud800"}',
  ]
  const invalid = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
  const lines = broken.flatMap((line, index) => [order(10 + index), line])
  const { ids, counts } = await read(gzip(order(1)), gzip(...lines, invalid, order(99)))
  expect(ids).toEqual(['1', '10', '11', '12', '13', '14', '15', '16', '99'])
  expect(counts).toEqual({ ...none, brokenLines: 8 })
  const letters = await deadLetters()
  expect(letters.map((letter) => letter.source.line_number)).toEqual([2, 4, 6, 8, 10, 12, 14, 15])
  expect(letters.slice(0, 7).map((letter) => letter.record)).toEqual(broken)
  expect(letters[7]).toMatchObject({
    record: invalid.toString('base64'),
    record_encoding: 'base64',
  })
  expect(letters.map((letter) => letter.messages[0]?.path)).toEqual([
    '',
    '',
    '',
    '',
    '/customer',
    '/lineItems/0/product',
    '',
    '',
  ])
  expect(letters[0]).toMatchObject({
    key: expect.stringMatching(
      /^acme\/shop\/protocol\/year=2026\/.*_r1-transform-[0-9a-f]{8}_00001/,
    ),
    stage: 'transform',
    kind: 'protocol',
    reason_code: 'JSON_MALFORMED',
    source: { object_key: expect.stringContaining('_r1_00001.ndjson.gz') },
  })
})

test('a record whose field does not hold what it should is a dead letter with path and reason', async () => {
  const record = order(2, { lineItems: [{ id: 'x/1', quantity: 'two' }], createdAt: 'today' })
  const { ids, counts } = await read(gzip(order(1), record, order(3)))
  expect(ids).toEqual(['1', '3'])
  expect(counts).toEqual({ ...none, refusedRecords: 1 })
  expect(await deadLetters()).toMatchObject([
    {
      kind: 'schema',
      reason_code: 'FIELD_UNREADABLE',
      record,
      messages: [
        {
          path: '/createdAt',
          keyword: 'type',
          message: 'must be timestamptz, to be orders.created_at',
        },
        {
          path: '/lineItems/0/quantity',
          keyword: 'type',
          message: 'must be int, to be order_items.quantity',
        },
      ],
      source: { line_number: 2 },
    },
  ])
})

test('a second run over the same object parks nothing twice', async () => {
  const body = gzip(order(1), '{', order(2, { test: 'maybe' }))
  await read(body)
  const first = await deadLetters()
  const { counts } = await read(body)
  expect(counts).toEqual({ brokenLines: 1, refusedRecords: 1, damagedObjects: 0 })
  expect(await deadLetters()).toEqual(first)
  expect(first).toHaveLength(2)
})

const many = Array.from({ length: 3000 }, (_, id) => order(id, { note: Math.random() }))

test.each<[string, Buffer]>([
  ['cut in the middle', gzip(...many).subarray(0, 9000)],
  [
    'cut right after a flush',
    Buffer.concat([
      gzipSync('').subarray(0, 10),
      deflateRawSync(`${order(5)}\n`, { finishFlush: constants.Z_SYNC_FLUSH }),
    ]),
  ],
])('an object %s is one dead letter, and none of its lines is taken', async (_case, body) => {
  const { ids, counts } = await read(gzip(order(7)), body)
  expect(ids).toEqual(['7'])
  expect(counts).toEqual({ ...none, damagedObjects: 1 })
  expect(await deadLetters()).toMatchObject([
    { kind: 'protocol', reason_code: 'OBJECT_DAMAGED', record: null },
  ])
})

test('an object that is not zipped is read all the same', async () => {
  const { ids } = await read(Buffer.from(`${order(1)}\n${order(2)}\n`))
  expect(ids).toEqual(['1', '2'])
})
