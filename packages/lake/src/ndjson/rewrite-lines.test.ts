import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectStore } from '../store/object-store.ts'
import { openStore } from '../store/open-store.ts'
import { pruneJson } from './prune-json.ts'
import { rewriteLines } from './rewrite-lines.ts'

let folder: string
let store: ObjectStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rewrite-'))
  store = openStore(pathToFileURL(folder).href)
})
afterEach(() => rm(folder, { recursive: true }))

const put = (content: string | Buffer) => store.create('a.ndjson.gz', gzipSync(content))
const content = async () => gunzipSync((await store.get('a.ndjson.gz'))?.body ?? Buffer.alloc(0))

test('lines change and go, and the others stay to the byte', async () => {
  await put(
    Buffer.concat([
      Buffer.from('one\n'),
      Buffer.from([0xff, 0x00, 0x0a]),
      Buffer.from('two\nthree\n'),
    ]),
  )
  const done = await rewriteLines(store, 'a.ndjson.gz', (line) => {
    if (line.toString() === 'one') return undefined
    return line.toString() === 'two' ? Buffer.from('2') : line
  })
  expect(done).toEqual({ changed: 1, removed: 1 })
  expect(await content()).toEqual(
    Buffer.concat([Buffer.from([0xff, 0x00, 0x0a]), Buffer.from('2\nthree\n')]),
  )
})

test('an object of which nothing changes is not written, and one may become empty', async () => {
  await put('one\n')
  const before = (await store.get('a.ndjson.gz'))?.etag
  expect(await rewriteLines(store, 'a.ndjson.gz', (line) => line)).toEqual({
    changed: 0,
    removed: 0,
  })
  expect((await store.get('a.ndjson.gz'))?.etag).toBe(before)
  await rewriteLines(store, 'a.ndjson.gz', () => undefined)
  expect((await content()).toString()).toBe('')
})

test('where another writer comes between, the object is read again', async () => {
  await put('one\ntwo\n')
  let isFirst = true
  const between: ObjectStore = {
    ...store,
    url: store.url,
    get: (key) => store.get(key),
    replace: async (key, body, etag) => {
      if (isFirst) {
        isFirst = false
        await store.replace(key, gzipSync('two\nthree\n'), etag)
      }
      return store.replace(key, body, etag)
    },
  }
  const done = await rewriteLines(between, 'a.ndjson.gz', (line) =>
    line.toString() === 'two' ? undefined : line,
  )
  expect(done).toEqual({ changed: 0, removed: 1 })
  expect((await content()).toString()).toBe('three\n')
})

test('a damaged object stays as it is', async () => {
  const whole = gzipSync('one\n'.repeat(1000))
  await store.create('a.ndjson.gz', whole.subarray(0, whole.length - 9))
  await expect(rewriteLines(store, 'a.ndjson.gz', () => undefined)).rejects.toMatchObject({
    code: 'LAKE_GZIP',
  })
})

test.each([
  ['{"id": 1.0, "name":"Ann"}', { id: true }, '{"id": 1.0}'],
  [
    '{"a":{"b":"}","c":[1,2]},"d":null}',
    { a: { c: true }, d: { e: true } },
    '{"a":{"c":[1,2]},"d":null}',
  ],
  ['{"l":[{"s":"a","n":1},{"n":2}]}', { l: [{ s: true }] }, '{"l":[{"s":"a"},{}]}'],
  ['{"a":"text","l":{}}', { a: { b: true }, l: [true] }, '{}'],
  ['{"__proto__":1,"toString":2}', { id: true }, '{}'],
] as const)('%s is pruned', (text, kept, wanted) => {
  expect(pruneJson(text, kept)).toBe(wanted)
})
