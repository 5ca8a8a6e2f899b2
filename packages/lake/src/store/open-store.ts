import { fileURLToPath } from 'node:url'
import { LakeError } from '../errors.ts'
import { FolderStore } from './folder-store.ts'
import type { ObjectStore } from './object-store.ts'
import type { S3Options } from './s3-sdk.ts'
import { S3Store } from './s3-store.ts'

/**
 * Opens a zone by its URL: `file:///…` or `s3://bucket/prefix`. Nothing is read or written yet.
 *
 * @throws {LakeError} `LAKE_ZONE_URL` on anything else.
 * @example
 * const raw = openStore('s3://acme-lake/raw', { region: 'eu-central-1' })
 */
export function openStore(zoneUrl: string, options: S3Options = {}): ObjectStore {
  if (zoneUrl.startsWith('file:')) return new FolderStore(folderOf(zoneUrl))
  const s3 = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9])(?:\/(.*))?$/s.exec(zoneUrl)
  if (s3?.[1] === undefined) throw zoneUrlError(zoneUrl)
  return new S3Store(s3[1], (s3[2] ?? '').replace(/\/+$/, ''), options)
}

function folderOf(zoneUrl: string): string {
  try {
    const url = new URL(zoneUrl)
    if (!zoneUrl.startsWith('file:///') || url.search !== '' || url.hash !== '') {
      throw zoneUrlError(zoneUrl)
    }
    return fileURLToPath(url)
  } catch (error) {
    throw LakeError.is(error) ? error : zoneUrlError(zoneUrl)
  }
}

function zoneUrlError(zoneUrl: string): LakeError {
  const shown = zoneUrl.replace(/\/\/[^/]*@/, '//…@')
  return new LakeError(
    'LAKE_ZONE_URL',
    `${JSON.stringify(shown)} is no zone: give file:///absolute/folder (write a space as %20, # as %23, ? as %3F) or s3://bucket/prefix.`,
    { exitCode: 2 },
  )
}
