import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ObjectExistsError } from '../errors.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { openStore } from '../store/open-store.ts'
import { BatchObject } from './batch-object.ts'
import { readLines } from './read-lines.ts'

const newStore = () => openStore(pathToFileURL(temporaryFolder()).href)
const listed = (store: ObjectStore) => Readable.from(store.list('')).toArray()

async function writeBatch(store: ObjectStore, key: string, lines: readonly string[]) {
  const batch = new BatchObject(store, key)
  for (const line of lines) {
    batch.append(line)
    await batch.ready()
  }
  return { batch, stored: await batch.commit() }
}

test('lines come back, each as it was given', async () => {
  const store = newStore()
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.json({ maxDepth: 2 }), { maxLength: 20 }), async (lines) => {
      count += 1
      const key = `batch-${count}`
      const { batch } = await writeBatch(store, key, lines)
      expect(batch.lines).toBe(lines.length)
      expect(batch.bytes).toBe(Buffer.byteLength(lines.map((line) => `${line}\n`).join('')))
      expect(await Readable.from(readLines(await store.read(key))).toArray()).toEqual(lines)
    }),
    { numRuns: 25 },
  )
})

test('a large batch is whole, and compression is waited for', async () => {
  const store = newStore()
  const line = (index: number) => JSON.stringify({ index, text: 'é\u2028"'.repeat(20) })
  const batch = new BatchObject(store, 'large')
  let waits = 0
  for (let index = 0; index < 20_000; index += 1) {
    batch.append(line(index))
    const lag = batch.ready()
    if (lag) waits += 1
    await lag
  }
  expect(waits).toBeGreaterThan(0)
  await batch.commit()
  let index = 0
  for await (const found of readLines(await store.read('large'))) {
    if (found !== line(index)) expect.fail(`line ${index}`)
    index += 1
  }
  expect(index).toBe(20_000)
})

test('the same lines give the same bytes, without a time in them', async () => {
  const store = newStore()
  const lines = Array.from({ length: 3000 }, (_, index) => `{"id":${index}}`)
  await writeBatch(store, 'a', lines)
  await writeBatch(store, 'b', lines)
  const [a, b] = [await store.get('a'), await store.get('b')]
  expect(a?.body.equals(b?.body ?? Buffer.alloc(0))).toBe(true)
  expect(a?.body.readUInt32LE(4)).toBe(0)
  expect(gunzipSync(a?.body ?? '').toString()).toBe(`${lines.join('\n')}\n`)
})

test('nothing is in the store before the commit, nor after an abort', async () => {
  const store = newStore()
  const batch = new BatchObject(store, 'k')
  batch.append('x'.repeat(200_000))
  const lag = batch.ready()
  expect(await listed(store)).toEqual([])
  await batch.abort()
  await lag
  expect(await listed(store)).toEqual([])
  expect(batch.heldBytes).toBe(0)
})

test('a commit that failed can be tried again, and a taken key is left alone', async () => {
  const store = newStore()
  const { batch } = await writeBatch(store, 'k', ['{"first":true}'])
  await expect(batch.commit()).rejects.toThrow(ObjectExistsError)
  await store.delete('k')
  await batch.commit()
  expect(await Readable.from(readLines(await store.read('k'))).toArray()).toEqual([
    '{"first":true}',
  ])
})
