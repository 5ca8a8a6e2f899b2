import { fileURLToPath } from 'node:url'
import { LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'

/**
 * Where a new table says it lies. Paths of files are written out, not percent-encoded: that is how
 * Spark and pyiceberg read them.
 */
export function newLocation(store: ObjectStore, root: string): string {
  const zone = store.url.startsWith('file:')
    ? `file://${fileURLToPath(store.url)
        .replaceAll('\\', '/')
        .replace(/^(?!\/)/, '/')}`
    : store.url
  return `${zone}${root}`
}

/**
 * The key, relative to the table's root, of a file that metadata names by its URL. The table may be
 * seen through another path than the one that its metadata names (a folder mounted elsewhere).
 *
 * @throws {LakeError} `LAKE_TABLE_UNSUPPORTED` where the file is not in the table's folder.
 */
export function pathInTable(location: string, url: string): string {
  const folder = `${plainScheme(location).replace(/\/+$/, '')}/`
  const file = plainScheme(url)
  if (file.startsWith(folder)) return file.slice(folder.length)
  throw new LakeError(
    'LAKE_TABLE_UNSUPPORTED',
    `A table at ${location} names a file elsewhere, ${url}: only tables with all their files in one folder can be read.`,
  )
}

/** Hadoop writes `file:/a` for `file:///a`, and `s3a` for `s3`. */
const plainScheme = (url: string) => url.replace(/^file:\/+/, 'file:///').replace(/^s3[an]:/, 's3:')
