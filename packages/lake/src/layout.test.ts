import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  activateKey,
  type BatchName,
  deadLetterKey,
  deadLetterTypes,
  parseRawKey,
  rawBatchKey,
} from './layout.ts'

const name: BatchName = {
  customer: 'acme',
  provider: 'shop',
  stream: 'order_items',
  startedAt: new Date('2026-01-09T02:03:04.999Z'),
  run: 'a1b2',
  part: 7,
}

/** Names as people and machines give them, the hostile ones included. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('_', '.', '/', '=', '~', 'a', '0', 'T', 'Z', '\u{1f600}', '\ud83d'),
  }),
  fc.constantFrom(
    'orders_20260101T000000Z_x_1',
    '..',
    '.',
    '',
    'CON',
    'x'.repeat(300),
    'year=2026',
  ),
)
const anyBatch = fc.record({
  customer: anyName,
  provider: anyName,
  stream: anyName,
  startedAt: fc.integer({ min: 0, max: 253402300799 }).map((seconds) => new Date(seconds * 1000)),
  run: anyName,
  part: fc.nat(),
})

describe('keys', () => {
  test('say where a batch lies, and sort by part', () => {
    const folder = 'acme/shop/year=2026/month=01/day=09'
    const file = 'order_items_20260109T020304Z_a1b2_00007'
    expect(rawBatchKey(name)).toBe(`${folder}/${file}.ndjson.gz`)
    expect(rawBatchKey(name, 'ndjson.gzip')).toBe(`${folder}/${file}.ndjson.gzip`)
    expect(activateKey(name)).toBe(`${folder}/${file}_activate.json`)
    expect(deadLetterKey({ ...name, errorType: 'rate-limit' })).toBe(
      `acme/shop/rate-limit/year=2026/month=01/day=09/${file}.ndjson.gz`,
    )
    expect(rawBatchKey({ ...name, part: 7 }) < rawBatchKey({ ...name, part: 10 })).toBe(true)
  })

  test('are read back, whatever the names hold', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const parsed = parseRawKey(rawBatchKey(batch))
        const asText = (text: string, read = '') => read.includes('~~') || read === text
        expect(parsed).toMatchObject({
          startedAt: batch.startedAt,
          part: batch.part,
          kind: 'batch',
        })
        for (const part of ['customer', 'provider', 'stream', 'run'] as const) {
          expect(asText(batch[part], parsed?.[part])).toBe(true)
        }
        expect(parseRawKey(activateKey(batch))).toMatchObject({ ...parsed, kind: 'activate' })
        expect(parseRawKey(rawBatchKey(batch, 'ndjson.gzip'))).toEqual(parsed)
      }),
    )
  })

  test('stay in their folder and fit every store', () => {
    fc.assert(
      fc.property(anyBatch, fc.constantFrom(...deadLetterTypes), (batch, errorType) => {
        for (const key of [
          rawBatchKey(batch),
          activateKey(batch),
          deadLetterKey({ ...batch, errorType }),
        ]) {
          expect(key).toMatch(
            /^[A-Za-z0-9~][^/]*\/[A-Za-z0-9~-][^/]*\/([a-z-]+\/)?year=\d{4}\/month=\d\d\/day=\d\d\/[^/]+$/,
          )
          expect(key).toMatch(/^[A-Za-z0-9_.~/=-]+$/)
          expect(key.split('/').every((part) => part.length <= 255)).toBe(true)
        }
      }),
    )
  })

  test('of two batches are two', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b))
        expect(rawBatchKey(a)).not.toBe(rawBatchKey(b))
      }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'a_b', '_'),
        fc.constantFrom('r', 'r_1', '_', '0'),
        (stream, run) => {
          const other = { ...name, stream: `${stream}_20260109T020304Z_${run}_00007`, run: 'x' }
          expect(parseRawKey(rawBatchKey(other))).toMatchObject({ stream: other.stream, run: 'x' })
        },
      ),
    )
  })

  test.each([
    'acme/shop/year=2026/month=01/day=09/notes.txt',
    'acme/shop/year=2026/month=01/day=08/orders_20260109T020304Z_a_0.ndjson.gz',
    'acme/shop/year=2026/month=02/day=30/orders_20260230T020304Z_a_0.ndjson.gz',
    'acme/shop/year=2026/month=01/day=09/orders_20260109T250304Z_a_0.ndjson.gz',
    'acme/shop/schema/year=2026/month=01/day=09/orders_20260109T020304Z_a_0.ndjson.gz',
    'shop/year=2026/month=01/day=09/orders_20260109T020304Z_a_0.ndjson.gz',
    'acme/shop/year=2026/month=01/day=09/orders_20260109T020304Z_a_0.parquet',
    '',
  ])('of others are passed over: %s', (key) => {
    expect(parseRawKey(key)).toBeUndefined()
  })
})
