import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

/** A MinIO that is running. */
export interface Minio {
  /** The endpoint, path-style, with the bucket `lake`. */
  readonly url: string
  /** What a client needs in its environment. */
  readonly environment: {
    readonly AWS_ACCESS_KEY_ID: string
    readonly AWS_SECRET_ACCESS_KEY: string
    readonly AWS_REGION: string
  }
  /** Ends it, and takes away what it holds. */
  stop(): Promise<void>
}

const startTimeoutMs = 120_000
const pollMs = 50
const user = 'descant'
const password = 'descant-only-here'

/** The binary: `DESCANT_MINIO`, or the one that `.ci/minio.sh` has built. */
export function minioBinary(): string | undefined {
  const given = process.env.DESCANT_MINIO
  if (given) return given
  const peers =
    process.env.DESCANT_PEERS ?? fileURLToPath(new URL('../.bench/peers', import.meta.url))
  const names = existsSync(peers) ? readdirSync(peers) : []
  return names
    .filter((name) => name.startsWith('minio-'))
    .map((name) => join(peers, name, 'minio'))
    .find((path) => existsSync(path))
}

/**
 * Starts a MinIO on a free port of this machine, with an empty bucket `lake`: a real S3 server for
 * tests and benches. It ends with this process.
 *
 * @returns undefined where there is no binary; says so on stderr.
 */
export async function startMinio(attempts = 3): Promise<Minio | undefined> {
  const binary = minioBinary()
  if (binary === undefined) {
    process.stderr.write(
      'skipped: there is no MinIO here; run .ci/minio.sh, or set DESCANT_MINIO\n',
    )
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'descant-minio-'))
  // To MinIO a folder beside its own is a bucket.
  mkdirSync(join(folder, 'lake'))
  const port = await freePort()
  const server = spawn(binary, ['server', '--quiet', '--address', `127.0.0.1:${port}`, folder], {
    env: {
      ...process.env,
      MINIO_ROOT_USER: user,
      MINIO_ROOT_PASSWORD: password,
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
      MINIO_KMS_SECRET_KEY: `lake:${Buffer.alloc(32, 7).toString('base64')}`,
    },
    stdio: 'ignore',
  })
  const end = () => server.kill('SIGKILL')
  process.once('exit', end)
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    process.off('exit', end)
    await ended(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(url, server)
  } catch (error) {
    const hasEnded = server.exitCode !== null
    await stop()
    // Someone else may have taken the free port in the meantime.
    if (hasEnded && attempts > 1) return startMinio(attempts - 1)
    throw error
  }
  const environment = {
    AWS_ACCESS_KEY_ID: user,
    AWS_SECRET_ACCESS_KEY: password,
    AWS_REGION: 'us-east-1',
  }
  return { url, environment, stop }
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let waited = 0; waited < startTimeoutMs; waited += pollMs) {
    if (server.exitCode !== null) throw new Error(`MinIO ended with ${server.exitCode}`)
    const answer = await fetch(`${url}/minio/health/ready`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(pollMs)
  }
  throw new Error(`MinIO did not answer at ${url}`)
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}
