import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '@descant/lake'
import type { RawObjectEntry } from './list-raw.ts'

/** A raw object that lies on this machine. */
export interface RawFile {
  readonly object: RawObjectEntry
  readonly path: string
}

/** Enough to fill the line; more would only take memory. */
const downloadsAtOnce = 8

/** Objects as files on this machine: where they are, or else copied into a folder. */
export async function localise(
  store: ObjectStore,
  objects: readonly RawObjectEntry[],
  directory: string,
): Promise<RawFile[]> {
  const paths = await localPaths(
    store,
    objects.map(({ key }) => key),
    directory,
  )
  return objects.map((object, index) => ({ object, path: paths[index] as string }))
}

/** The paths of objects on this machine, in their order; fetches those that lie elsewhere. */
export async function localPaths(
  store: ObjectStore,
  keys: readonly string[],
  directory: string,
): Promise<string[]> {
  const paths = keys.map((key) => store.localPath(key))
  const missing = paths.flatMap((path, index) => (path === undefined ? [index] : []))
  if (missing.length > 0) await mkdir(directory, { recursive: true })
  const fetchNext = async (): Promise<void> => {
    for (let index = missing.shift(); index !== undefined; index = missing.shift()) {
      const path = join(directory, `${String(index).padStart(8, '0')}`)
      await pipeline(await store.read(keys[index] as string), createWriteStream(path))
      paths[index] = path
    }
  }
  await Promise.all(Array.from({ length: downloadsAtOnce }, fetchNext))
  return paths as string[]
}
