import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, lstat, open, readFile, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { LakeError, ObjectChangedError, ObjectExistsError, ObjectMissingError } from '../errors.ts'
import { clearOldFiles } from './clear-old-files.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'
import { folderError } from './folder-error.ts'
import { withFolderLock } from './folder-lock.ts'
import { ignoreAbsent } from './ignore-absent.ts'
import { listFolder } from './list-folder.ts'
import { checkedKey } from './object-key.ts'
import type { ListedObject, ObjectStore, StoredObject } from './object-store.ts'
import { probeStore } from './probe-store.ts'
import { refuseEscape } from './refuse-escape.ts'
import { bytesOf, holdError } from './stream-bytes.ts'

/** What the store keeps for itself in the root of the zone: no key, and in no listing. */
const ownFolder = '.descant'

/**
 * A zone in a folder.
 *
 * A new object is written to a temporary file under `.descant/`, put on disk, and given its name by
 * link(), which either makes the name or fails: so it is create-only and never seen half-written.
 * What a killed process leaves under `.descant/temporary` is harmless, and deleted after a day.
 * The etag is the SHA-256 of the content.
 */
export class FolderStore implements ObjectStore {
  readonly url: string
  readonly #root: string
  #cleared: Promise<void> | undefined

  constructor(root: string) {
    this.#root = resolve(root)
    this.url = pathToFileURL(join(this.#root, sep)).href
  }

  localPath(key: string): string {
    return join(this.#root, checkedKey(key))
  }

  async create(key: string, body: Uint8Array | Readable): Promise<StoredObject> {
    if (body instanceof Readable) holdError(body)
    return this.#guarded(key, async (path) => {
      const { temporary, ...stored } = await this.#writeTemporary(key, body)
      try {
        await this.#prepareParent(key, path)
        await linkNew(temporary, path, key)
      } finally {
        await rm(temporary, { force: true })
      }
      await syncFolder(dirname(path))
      return stored
    })
  }

  async replace(key: string, body: Uint8Array, ifEtag: string | null): Promise<StoredObject> {
    if (ifEtag === null) {
      return this.create(key, body).catch((error) => {
        throw error instanceof ObjectExistsError ? new ObjectChangedError(key) : error
      })
    }
    return this.#guarded(key, async (path) => {
      const { temporary, ...stored } = await this.#writeTemporary(key, body)
      const lock = join(this.#root, ownFolder, 'locks', sha256(Buffer.from(key)))
      try {
        await withFolderLock(lock, async (isHeld) => {
          const current = await this.get(key)
          if (current?.etag !== ifEtag || !(await isHeld())) throw new ObjectChangedError(key)
          await rename(temporary, path)
        })
      } finally {
        await rm(temporary, { force: true })
      }
      await syncFolder(dirname(path))
      return stored
    })
  }

  async get(key: string): Promise<{ body: Buffer; etag: string } | undefined> {
    return this.#guarded(key, async (path) => {
      if (!(await this.#isObject(key, path))) return undefined
      const body = await readFile(path).catch(ignoreAbsent)
      return body && { body, etag: sha256(body) }
    })
  }

  async read(key: string): Promise<Readable> {
    return this.#guarded(key, async (path) => {
      const file = (await this.#isObject(key, path))
        ? await open(path).catch(ignoreAbsent)
        : undefined
      if (file === undefined) throw new ObjectMissingError(key)
      return createReadStream(path, { fd: file, highWaterMark: 256 * 1024 })
    })
  }

  list(prefix: string): AsyncIterable<ListedObject> {
    return listFolder(this.#root, prefix, ownFolder)
  }

  async delete(key: string): Promise<void> {
    await this.#guarded(key, async (path) => {
      if (await this.#isObject(key, path)) await unlink(path).catch(ignoreAbsent)
    })
  }

  async probe(): Promise<void> {
    await probeStore(this)
  }

  async #guarded<T>(key: string, action: (path: string) => Promise<T>): Promise<T> {
    const path = this.localPath(key)
    if (key === ownFolder || key.startsWith(`${ownFolder}/`)) {
      throw new LakeError('LAKE_KEY', `${ownFolder} belongs to the store itself and holds no keys.`)
    }
    try {
      return await action(path)
    } catch (error) {
      throw this.#isOfBody(error) ? error : folderError(error, path)
    }
  }

  /** A body that is read from elsewhere on this machine fails in its own words. */
  #isOfBody(error: unknown): boolean {
    const failed = error instanceof Error && 'path' in error ? String(error.path) : this.#root
    return !failed.startsWith(this.#root)
  }

  async #writeTemporary(
    key: string,
    body: Uint8Array | Readable,
  ): Promise<StoredObject & { temporary: string }> {
    const folder = join(this.#root, ownFolder, 'temporary')
    await makeFolder(folder)
    this.#cleared ??= clearOldFiles(folder)
    await this.#cleared
    const temporary = join(folder, randomUUID())
    const hash = createHash('sha256')
    let bytes = 0
    const file = await open(temporary, 'wx')
    try {
      for await (const chunk of body instanceof Readable ? bytesOf(body) : [body]) {
        hash.update(chunk)
        bytes += chunk.byteLength
        await file.writeFile(chunk)
      }
      await file.sync()
    } catch (error) {
      await file.close()
      await rm(temporary, { force: true })
      throw error
    }
    await file.close()
    return { key, bytes, etag: hash.digest('hex'), temporary }
  }

  async #prepareParent(key: string, path: string): Promise<void> {
    await refuseEscape(this.#root, key, path)
    await makeFolder(dirname(path))
  }

  async #isObject(key: string, path: string): Promise<boolean> {
    const status = await lstat(path).catch(ignoreAbsent)
    if (status === undefined || status.isDirectory()) return false
    await refuseEscape(this.#root, key, path)
    return true
  }
}

/** Over NFS a repeated request can report a name as taken that the first one has made. */
async function linkNew(temporary: string, path: string, key: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const [ours, theirs] = await Promise.all([lstat(temporary), lstat(path).catch(ignoreAbsent)])
    if (ours.ino !== theirs?.ino) throw new ObjectExistsError(key)
  }
}

const sha256 = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')
