import { spawnSync } from 'node:child_process'
import { type Minio, minioBinary, startMinio } from '../../scripts/minio.ts'
import { root } from '../work-folder.ts'
import { PeerUnavailableError } from './peer-unavailable-error.ts'

/**
 * Starts a MinIO, building it where it has not been built.
 *
 * @throws {PeerUnavailableError} where it cannot be built.
 */
export async function runningMinio(): Promise<Minio> {
  if (minioBinary() === undefined) {
    const script = spawnSync('bash', ['.ci/minio.sh'], { cwd: root, stdio: 'inherit' })
    if (script.status !== 0) throw new PeerUnavailableError('MinIO cannot be built')
  }
  const minio = await startMinio()
  if (minio === undefined) throw new PeerUnavailableError('MinIO cannot be started')
  return minio
}
