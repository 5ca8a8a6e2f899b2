import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** No write of one object takes so long. */
const oldMilliseconds = 24 * 3_600_000

/** Deletes the files of a folder that nobody has written to for a day. */
export async function clearOldFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const status = await lstat(path).catch(() => undefined)
    const isOld = status && status.mtimeMs < Date.now() - oldMilliseconds
    // What another user left behind may not be ours to delete, and does no harm.
    if (isOld) await rm(path, { force: true }).catch(() => undefined)
  }
}
