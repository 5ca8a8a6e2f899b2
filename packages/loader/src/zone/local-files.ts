import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type DataFile, ObjectMissingError, type ObjectStore, type Table } from '@descant/lake'

/** Enough to fill a line to S3 with files of a few hundred MB. */
const fetchesAtOnce = 4

/**
 * Gives the paths of a table's files on this machine to `work`. Files of a zone that is not a
 * folder are fetched before, and removed after.
 *
 * @param directory where fetched files are put
 * @throws {ObjectMissingError} where a file is gone, as files of old snapshots may be
 */
export async function withLocalFiles<T>(
  store: ObjectStore,
  table: Table,
  files: readonly DataFile[],
  directory: string,
  work: (paths: string[]) => Promise<T>,
): Promise<T> {
  const fetched: string[] = []
  const local = async ({ path }: DataFile): Promise<string> => {
    const key = table.key(path)
    const there = store.localPath(key)
    if (there !== undefined) {
      if (!existsSync(there)) throw new ObjectMissingError(key)
      return there
    }
    const copy = join(directory, `${randomUUID()}.parquet`)
    fetched.push(copy)
    await pipeline(await store.read(key), createWriteStream(copy))
    return copy
  }
  try {
    return await work(await inParallel(files, fetchesAtOnce, local))
  } finally {
    await Promise.all(fetched.map((path) => rm(path, { force: true })))
  }
}

/** All of it ends before a failure is thrown, so that nothing still writes when files are removed. */
async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length)
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  const workers = Array.from({ length: Math.min(width, items.length) }, worker)
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return results
}
