import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workFolder } from '../work-folder.ts'
import { PeerUnavailableError } from './peer-unavailable-error.ts'

/** The fastest CSV reader on npm that is kept: of those tried, twice as fast as Papa Parse. */
const requirement = 'udsv@0.7.3'

/**
 * Installs uDSV where it is not installed yet, in a folder of its own.
 *
 * @returns The path of its module.
 * @throws {PeerUnavailableError} where it cannot be installed.
 */
export function installUdsv(): string {
  const folder = workFolder('peers', requirement.replace('@', '-'))
  const path = join(folder, 'node_modules', 'udsv', 'dist', 'uDSV.mjs')
  if (existsSync(path)) return path
  console.log(`Installing ${requirement} into ${folder}`)
  try {
    writeFileSync(join(folder, 'package.json'), '{"private": true}')
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent']
    execFileSync('npm', ['install', ...options, requirement], { cwd: folder, stdio: 'pipe' })
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    throw new PeerUnavailableError(`${requirement} cannot be installed: ${cause}`, { cause })
  }
  return path
}
