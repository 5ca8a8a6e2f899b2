import { parseRawKey, type RawKey, rawBatchKey } from '@descant/lake'
import { expect, test } from 'vitest'
import { standardModel } from '../model/standard-model.ts'
import { type RawObjectEntry, sortRaw } from './list-raw.ts'

function entry(provider: string, stream: string, part = 0, kind: RawKey['kind'] = 'batch') {
  const startedAt = new Date('2026-11-23T02:00:00Z')
  const key = rawBatchKey({ customer: 'acme', provider, stream, startedAt, run: 'r1', part })
  const name = { ...(parseRawKey(key) as RawKey), kind }
  return { key, bytes: 1, modifiedAt: startedAt, name } satisfies RawObjectEntry
}

test('objects are sorted by provider and stream, announcements apart', () => {
  const { streams, unmapped } = sortRaw(
    [
      entry('shopify', 'orders', 0),
      entry('shopify', 'orders', 1),
      entry('shopify', 'orders', 2, 'activate'),
      entry('b', 'orders', 0),
      entry('b', 'refunds', 0),
    ],
    standardModel.sources,
    { b: 'shopify' },
  )
  expect(
    streams.map(({ provider, stream, batches, activations }) => [
      provider,
      stream.name,
      batches.length,
      activations.length,
    ]),
  ).toEqual([
    ['shopify', 'orders', 2, 1],
    ['b', 'orders', 1, 0],
  ])
  expect(unmapped).toEqual([{ provider: 'b', stream: 'refunds', objects: 1 }])
})

test.each(['constructor', 'toString', 'my-shop'])('a provider named %s has no type', (provider) => {
  expect(() => sortRaw([entry(provider, 'orders')], standardModel.sources)).toThrow(/--source-type/)
})
