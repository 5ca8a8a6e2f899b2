import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { folderError } from './folder-error.ts'
import type { ListedObject } from './object-store.ts'

/**
 * Lists the files under a folder whose path from it starts with a prefix, in the order of the bytes
 * of that path. Symbolic links are not followed, and what vanishes meanwhile is left out.
 *
 * @param except a folder in the root that is passed over.
 */
export async function* listFolder(
  root: string,
  prefix: string,
  except: string,
  folder = '',
): AsyncGenerator<ListedObject> {
  const entries = (await entriesOf(join(root, folder)))
    .map((entry) => ({ entry, key: folder + entry.name + (entry.isDirectory() ? '/' : '') }))
    .filter(({ key }) => key !== `${except}/`)
    .filter(({ key }) => key.startsWith(prefix) || (key.endsWith('/') && prefix.startsWith(key)))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  const statuses = await Promise.all(
    entries.map(({ entry, key }) => (entry.isFile() ? statusOf(join(root, key)) : undefined)),
  )
  for (const [index, { entry, key }] of entries.entries()) {
    const status = statuses[index]
    if (entry.isDirectory()) yield* listFolder(root, prefix, except, key)
    else if (status) yield { key, bytes: status.size, modifiedAt: status.mtime }
  }
}

const statusOf = (path: string) => lstat(path).catch(() => undefined)

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw folderError(error, path)
  }
}
