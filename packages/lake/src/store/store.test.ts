import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMinio } from '../../../../scripts/minio.ts'
import { ObjectChangedError, ObjectExistsError, ObjectMissingError } from '../errors.ts'
import { type S3Server, startS3Server } from '../fixtures/s3-server.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import type { ObjectStore } from './object-store.ts'
import { openStore } from './open-store.ts'

const server: S3Server = await startS3Server({ pageSize: 3 })
const minio = await startMinio()
afterAll(async () => {
  await server.close()
  await minio?.stop()
})

const newZone = (endpoint: string) =>
  openStore(`s3://lake/zone-${randomBytes(4).toString('hex')}`, { endpoint })

/** A store, how it is opened, and what a client needs in its environment. */
const stores: [string, () => ObjectStore, Readonly<Record<string, string>>][] = [
  ['a folder', () => openStore(pathToFileURL(temporaryFolder()).href), {}],
  ['S3', () => newZone(server.url), server.environment],
]
if (minio) stores.push(['MinIO', () => newZone(minio.url), minio.environment])

const keys = async (store: ObjectStore, prefix = '') => {
  const found: string[] = []
  for await (const { key } of store.list(prefix)) found.push(key)
  return found
}

const body = (content: string) => Buffer.from(content)

describe.each(stores)('in %s', (_, open, environment) => {
  beforeAll(() => void Object.assign(process.env, environment))

  test('an object comes back as it was written', async () => {
    const store = open()
    const bytes = randomBytes(1000)
    const stored = await store.create('a/b=1/c~20d.bin', bytes)
    expect(stored).toMatchObject({ key: 'a/b=1/c~20d.bin', bytes: 1000 })
    expect(await store.get('a/b=1/c~20d.bin')).toEqual({ body: bytes, etag: stored.etag })
    expect(await buffer(await store.read('a/b=1/c~20d.bin'))).toEqual(bytes)
  })

  test('an empty object is an object', async () => {
    const store = open()
    await store.create('empty', body(''))
    await store.create('empty-too', Readable.from([]))
    expect((await store.get('empty'))?.body).toHaveLength(0)
    expect(await text(await store.read('empty-too'))).toBe('')
  })

  test('a create leaves the object that is there alone', async () => {
    const store = open()
    await store.create('k', body('first'))
    await expect(store.create('k', body('second'))).rejects.toThrow(ObjectExistsError)
    await expect(store.create('k', Readable.from(['third']))).rejects.toThrow(ObjectExistsError)
    expect((await store.get('k'))?.body.toString()).toBe('first')
  })

  test('of many that create one key at once, one does', async () => {
    const store = open()
    const names = Array.from({ length: 20 }, (_, index) => `racer ${index}`)
    const results = await Promise.allSettled(names.map((name) => store.create('k', body(name))))
    const winner = results.findIndex(({ status }) => status === 'fulfilled')
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost.every(({ reason }) => reason instanceof ObjectExistsError)).toBe(true)
    expect(lost).toHaveLength(19)
    expect((await store.get('k'))?.body.toString()).toBe(names[winner])
  })

  test('a stream that breaks leaves nothing, and its own error comes out', async () => {
    const store = open()
    for (const bytesBefore of [10, 9 * 2 ** 20]) {
      const broken = Readable.from(breaksAfter(bytesBefore))
      await expect(store.create('k', broken)).rejects.toThrow('the tap broke')
    }
    expect(await store.get('k')).toBeUndefined()
    expect(await keys(store)).toEqual([])
    expect(server.uploads.size).toBe(0)
  })

  test('a stream that breaks before it is read is no different', async () => {
    const store = open()
    const broken = new Readable({ read: () => undefined })
    const creating = store.create('k', broken)
    broken.destroy(new Error('early'))
    await expect(creating).rejects.toThrow('early')
    expect(await keys(store)).toEqual([])
  })

  test('a long stream arrives whole', async () => {
    const store = open()
    const chunk = randomBytes(2 ** 20)
    const stored = await store.create(
      'long',
      Readable.from(Array.from({ length: 17 }, () => chunk)),
    )
    expect(stored.bytes).toBe(17 * 2 ** 20)
    const hash = createHash('sha256')
    for await (const part of await store.read('long')) hash.update(part as Buffer)
    const wanted = createHash('sha256').update(Buffer.concat(Array(17).fill(chunk)))
    expect(hash.digest('hex')).toBe(wanted.digest('hex'))
    await expect(
      store.create('long', Readable.from(Array.from({ length: 9 }, () => chunk))),
    ).rejects.toThrow(ObjectExistsError)
    expect(server.uploads.size).toBe(0)
  })

  test('bytes for which one request is too long arrive whole, once', async () => {
    const store = open()
    const bytes = randomBytes(33 * 2 ** 20)
    const { etag } = await store.create('long', bytes)
    const stored = await store.get('long')
    expect([stored?.body.equals(bytes), stored?.etag]).toEqual([true, etag])
    await expect(store.create('long', bytes)).rejects.toThrow(ObjectExistsError)
  })

  test('a replace goes through on the version that was read, and on no other', async () => {
    const store = open()
    const first = await store.replace('k', body('one'), null)
    await expect(store.replace('k', body('x'), null)).rejects.toThrow(ObjectChangedError)
    const second = await store.replace('k', body('two'), first.etag)
    await expect(store.replace('k', body('x'), first.etag)).rejects.toThrow(ObjectChangedError)
    await expect(store.replace('absent', body('x'), first.etag)).rejects.toThrow(ObjectChangedError)
    expect(await store.get('k')).toEqual({ body: body('two'), etag: second.etag })
  })

  test('of many that replace one version, one does', async () => {
    const store = open()
    const { etag } = await store.create('k', body('start'))
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => store.replace('k', body(`r${index}`), etag)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost.every(({ reason }) => reason instanceof ObjectChangedError)).toBe(true)
  })

  test('what is absent is undefined, missing, or deleted already', async () => {
    const store = open()
    await store.create('folder/k', body(''))
    for (const key of ['absent', 'folder', 'folder/k2', 'absent/k']) {
      expect(await store.get(key)).toBeUndefined()
      await expect(store.read(key)).rejects.toThrow(ObjectMissingError)
      await store.delete(key)
    }
    await store.delete('folder/k')
    expect(await keys(store)).toEqual([])
  })

  test('a listing has the keys that start with a prefix, by their bytes', async () => {
    const store = open()
    const names = ['a-1', 'a/1', 'a/b/2', 'a0', 'ab', 'b/c', 'é/x', 'A/1']
    for (const name of names) await store.create(name, body(name))
    expect(await keys(store)).toEqual(['A/1', 'a-1', 'a/1', 'a/b/2', 'a0', 'ab', 'b/c', 'é/x'])
    expect(await keys(store, 'a')).toEqual(['a-1', 'a/1', 'a/b/2', 'a0', 'ab'])
    expect(await keys(store, 'a/')).toEqual(['a/1', 'a/b/2'])
    expect(await keys(store, 'a/b/2')).toEqual(['a/b/2'])
    for (const none of ['z', 'a/b/23', '../', '/', 'a//', 'a/b/2/'])
      expect(await keys(store, none)).toEqual([])
    for await (const object of store.list('é')) {
      expect(object).toEqual({ key: 'é/x', bytes: 4, modifiedAt: expect.any(Date) })
    }
  })

  test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', 'a\\b', 'a\0b', 'a\nb'])(
    'no key leads out of the zone: %j',
    async (key) => {
      const store = open()
      const refused = { code: 'LAKE_KEY' }
      await expect(store.create(key, body(''))).rejects.toMatchObject(refused)
      await expect(store.get(key)).rejects.toMatchObject(refused)
      await expect(store.delete(key)).rejects.toMatchObject(refused)
    },
  )

  test('a probe leaves no trace', async () => {
    const store = open()
    await store.probe()
    expect(await keys(store)).toEqual([])
  })
})

async function* breaksAfter(bytes: number) {
  for (let sent = 0; sent < bytes; sent += 2 ** 20) yield Buffer.alloc(Math.min(bytes, 2 ** 20))
  throw new Error('the tap broke')
}
