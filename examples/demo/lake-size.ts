import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface LakeSize {
  readonly objects: number
  readonly bytes: number
}

/** The objects below a folder, and their bytes. */
export function lakeSize(folder: string): LakeSize {
  let [objects, bytes] = [0, 0]
  let entries: string[]
  try {
    entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    return { objects, bytes }
  }
  for (const entry of entries) {
    const file = statSync(join(folder, entry))
    if (!file.isFile() || entry.split('/').some((part) => part.startsWith('.'))) continue
    objects++
    bytes += file.size
  }
  return { objects, bytes }
}
