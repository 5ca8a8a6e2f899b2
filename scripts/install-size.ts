/** Refuses an install that grew fat: `node_modules` is what every newcomer waits for first. */
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './packages.ts'

const limitMib = 500

/** What a folder takes on the disk, in bytes: whole blocks, links not followed. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(path) : lstatSync(path).blocks * 512)
  }, 0)

const mib = Math.round(sizeOf(`${root}node_modules`) / 1024 / 1024)
console.log(`node_modules takes ${mib} MiB of the ${limitMib} MiB that it may.`)
if (mib > limitMib) {
  console.error(
    'Look for what grew with `du -sm node_modules/* | sort -n`, and drop it or lighten it.',
  )
  process.exitCode = 1
}
