import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { folderError } from './folder-error.ts'
import type { ListedObject } from './object-store.ts'

/**
 * Lists the files under a folder whose path from it starts with a prefix, in the order of the bytes
 * of that path. Symbolic links are not followed, and what vanishes meanwhile is left out.
 */
export async function* listFolder(
  root: string,
  prefix: string,
  except: string,
): AsyncGenerator<ListedObject> {
  const slash = prefix.lastIndexOf('/') + 1
  if (
    prefix
      .split('/')
      .slice(0, -1)
      .some((part) => part === '' || part === '.' || part === '..')
  ) {
    return
  }
  yield* walk(root, prefix.slice(0, slash), prefix, except)
}

async function* walk(
  root: string,
  folder: string,
  prefix: string,
  except: string,
): AsyncGenerator<ListedObject> {
  const entries = (await entriesOf(join(root, folder)))
    .map((entry) => ({ entry, key: folder + entry.name + (entry.isDirectory() ? '/' : '') }))
    .filter(({ key }) => key.startsWith(prefix) || prefix.startsWith(key))
    .filter(({ key }) => key !== `${except}/`)
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  for (const { entry, key } of entries) {
    if (entry.isDirectory()) {
      yield* walk(root, key, prefix, except)
    } else if (entry.isFile()) {
      const status = await lstat(join(root, key)).catch(() => undefined)
      if (status) yield { key, bytes: status.size, modifiedAt: status.mtime }
    }
  }
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw folderError(error, path)
  }
}
