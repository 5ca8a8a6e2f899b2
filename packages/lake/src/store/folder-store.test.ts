import { createReadStream } from 'node:fs'
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ObjectChangedError } from '../errors.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openStore } from './open-store.ts'

const body = Buffer.from('body')

function newZone(name = 'zone') {
  const folder = join(temporaryFolder(), name)
  return { folder, store: openStore(pathToFileURL(folder).href) }
}

const filesUnder = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

describe('a zone in a folder', () => {
  test('is made by the first write, and empty before', async () => {
    const { store } = newZone('a/b c#d')
    const listed = Readable.from(store.list(''))
    expect(await listed.toArray()).toEqual([])
    expect(await store.get('k')).toBeUndefined()
    await store.create('k', body)
    expect((await store.get('k'))?.body).toEqual(body)
  })

  test('has its objects as plain files, and nothing else after writes', async () => {
    const { store, folder } = newZone()
    const { etag } = await store.create('a/k', body)
    await store.create('a/k', body).catch(() => undefined)
    await store.replace('a/k', Buffer.from('new'), etag)
    await store.replace('a/k', body, etag).catch(() => undefined)
    await store.create('s', Readable.from(breaks())).catch(() => undefined)
    expect(await filesUnder(join(folder, '.descant/temporary'))).toEqual([])
    expect((await filesUnder(folder)).filter((name) => !/^\d+$/.test(name))).toEqual(['k'])
    expect(store.localPath('a/k')).toBe(join(folder, 'a/k'))
  })

  test('is not disturbed by what killed processes left behind', async () => {
    const { store, folder } = newZone()
    const { etag } = await store.create('k', body)
    await writeFile(join(folder, '.descant/temporary/half-written'), 'ha')
    const locks = join(folder, '.descant/locks')
    await store.replace('k', Buffer.from('2'), etag)
    const [lock = ''] = await readdir(locks)
    const longAgo = String(Date.now() - 1)
    await writeFile(join(locks, lock, '2'), longAgo)
    const now = await store.get('k')
    await store.replace('k', Buffer.from('3'), now?.etag ?? null)
    expect(await readdir(join(locks, lock))).toEqual(['3'])
    const listed = await Readable.from(store.list('')).toArray()
    expect(listed.map(({ key }) => key)).toEqual(['k'])
  })

  test('is cleared of what was left behind long ago, by the first write', async () => {
    const { store, folder } = newZone()
    const temporary = join(folder, '.descant/temporary')
    await mkdir(temporary, { recursive: true })
    for (const name of ['old', 'young']) await writeFile(join(temporary, name), name)
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
    await utimes(join(temporary, 'old'), twoDaysAgo, twoDaysAgo)
    await store.create('k', body)
    expect(await readdir(temporary)).toEqual(['young'])
  })

  test('keeps its own folder to itself', async () => {
    const { store } = newZone()
    await store.create('k', body)
    await expect(store.create('.descant/x', body)).rejects.toMatchObject({ code: 'LAKE_KEY' })
    await expect(store.delete('.descant')).rejects.toMatchObject({ code: 'LAKE_KEY' })
    expect(await Readable.from(store.list('.d')).toArray()).toEqual([])
  })

  test('is not left by a symbolic link', async () => {
    const { store, folder } = newZone()
    const outside = temporaryFolder()
    await writeFile(join(outside, 'secret'), 'secret')
    await mkdir(folder)
    await symlink(outside, join(folder, 'way-out'))
    await symlink(join(outside, 'secret'), join(folder, 'file-out'))
    await symlink(join(outside, 'absent'), join(folder, 'dangling'))
    await symlink('..', join(folder, 'up'))
    const refused = { code: 'LAKE_KEY' }
    for (const key of [
      'way-out/x',
      'way-out/deep/x',
      'way-out/secret',
      'file-out',
      'dangling/x',
      'up/x',
    ]) {
      await expect(store.create(key, body)).rejects.toMatchObject(refused)
    }
    await expect(store.get('way-out/secret')).rejects.toMatchObject(refused)
    await expect(store.read('file-out')).rejects.toMatchObject(refused)
    await expect(store.delete('way-out/secret')).rejects.toMatchObject(refused)
    expect(await Readable.from(store.list('')).toArray()).toEqual([])
    expect(await Readable.from(store.list('way-out/')).toArray()).toEqual([])
    expect(await readdir(outside)).toEqual(['secret'])
  })

  test('may itself be found through a symbolic link', async () => {
    const { folder, store } = newZone()
    await store.create('a/k', body)
    const link = join(temporaryFolder(), 'link')
    await symlink(folder, link)
    const linked = openStore(pathToFileURL(link).href)
    expect((await linked.get('a/k'))?.body).toEqual(body)
    await linked.create('a/b/k2', body)
    const listed = await Readable.from(store.list('')).toArray()
    expect(listed.map(({ key }) => key)).toEqual(['a/b/k2', 'a/k'])
  })

  test('says what to do where a file is in the way', async () => {
    const { folder } = newZone()
    await writeFile(folder, '')
    const store = openStore(pathToFileURL(folder).href)
    const refused = { code: 'LAKE_STORE_NOT_FOLDER', exitCode: 2 }
    await expect(store.create('k', body)).rejects.toMatchObject(refused)
    await expect(Readable.from(store.list('')).toArray()).rejects.toMatchObject(refused)
    const other = newZone().store
    await other.create('k', body)
    await expect(other.create('k/under', body)).rejects.toMatchObject(refused)
  })

  test('leaves the failure of a body its own words', async () => {
    const { store } = newZone()
    const notAFolder = join(temporaryFolder(), 'file')
    await writeFile(notAFolder, '')
    const body = createReadStream(join(notAFolder, 'x'))
    await expect(store.create('k', body)).rejects.toMatchObject({ code: 'ENOTDIR' })
  })

  test('lets one of many writers at once through, again and again', async () => {
    const { store } = newZone()
    await store.create('counter', Buffer.from('0'))
    const increment = async (): Promise<void> => {
      const now = await store.get('counter')
      const next = Buffer.from(String(Number(now?.body) + 1))
      await store.replace('counter', next, now?.etag ?? '').catch((error) => {
        if (error instanceof ObjectChangedError) return increment()
        throw error
      })
    }
    await Promise.all(Array.from({ length: 8 }, increment))
    expect((await store.get('counter'))?.body.toString()).toBe('8')
  })
})

async function* breaks() {
  yield body
  throw new Error('broken')
}
