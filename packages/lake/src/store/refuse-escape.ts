import { lstat, realpath } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { LakeError } from '../errors.ts'
import { ignoreAbsent } from './ignore-absent.ts'

/**
 * Refuses a path that leads out of a zone's folder by a symbolic link in it.
 *
 * @param key What errors tell of.
 * @throws {LakeError} `LAKE_KEY`
 */
export async function refuseEscape(zone: string, key: string, path: string): Promise<void> {
  const root = await realpath(zone).catch(ignoreAbsent)
  if (root === undefined) return
  const real = await deepestRealPath(path)
  if (real === root || real?.startsWith(root.endsWith(sep) ? root : root + sep)) return
  throw new LakeError(
    'LAKE_KEY',
    `${JSON.stringify(key)} leads out of the zone by a symbolic link: replace the link by a folder.`,
    { exitCode: 2 },
  )
}

/** The real path of the deepest part of a path that exists; undefined for a link to nowhere. */
async function deepestRealPath(path: string): Promise<string | undefined> {
  const exists = await lstat(path).catch(ignoreAbsent)
  return exists ? realpath(path).catch(ignoreAbsent) : deepestRealPath(dirname(path))
}
