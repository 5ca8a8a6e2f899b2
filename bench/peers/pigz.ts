import { spawnSync } from 'node:child_process'
import { PeerUnavailableError } from './peer-unavailable-error.ts'

const isThere = () => spawnSync('pigz', ['--version']).status === 0

/**
 * Makes sure that pigz is on this machine: gzip on all cores, the limit of what a machine compresses.
 *
 * @throws {PeerUnavailableError} where it is not and cannot be installed.
 */
export function installPigz(): void {
  if (isThere()) return
  const script = 'apt-get update -qq && apt-get install -qq -y pigz'
  console.log(`Installing pigz: ${script}`)
  const { error, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
  if (isThere()) return
  throw new PeerUnavailableError(`pigz cannot be installed: ${error?.message ?? stderr}`)
}
