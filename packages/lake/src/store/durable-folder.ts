import { mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder and its parents, each of them on disk when this resolves. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true }).catch(async (error) => {
    if (error.code === 'ENOENT') await mkdir(await highestMissing(path))
    throw error
  })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made))
  }
}

/**
 * The folder to make first. On a read-only file system making many at once fails as if something
 * were missing; making this one says why.
 */
async function highestMissing(path: string): Promise<string> {
  const parent = dirname(path)
  const isThere = await stat(parent).catch(() => undefined)
  return isThere || parent === path ? path : highestMissing(parent)
}

/** Puts the names in a folder on disk. Windows has no such call, and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
