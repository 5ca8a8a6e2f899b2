import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, workFolder } from '../work-folder.ts'
import { PeerUnavailableError } from './peer-unavailable-error.ts'

/**
 * PySpark in an environment of its own, installed where it is not there yet.
 *
 * @throws {PeerUnavailableError} where it cannot be installed.
 */
export function sparkPeer(): { readonly bin: string } {
  const bin = join(workFolder('peers'), 'spark', 'bin')
  const script = spawnSync('bash', ['.ci/spark.sh'], { cwd: root, encoding: 'utf8' })
  if (script.status !== 0 || !existsSync(join(bin, 'spark-submit'))) {
    throw new PeerUnavailableError(`PySpark cannot be installed: ${script.stderr.slice(-500)}`)
  }
  return { bin }
}
