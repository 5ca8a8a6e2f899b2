import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where `.ci/python-peers.sh` installs the Python tools that ours are run with. */
const folder = resolve(root, process.env.DESCANT_PEERS ?? '.bench/peers')

export type PeerName =
  | 'singer-tools'
  | 'singer-sdk'
  | 'target-jsonl'
  | 'meltano'
  | 'simple-salesforce'
  | 'tap-rest-api-msdk'
  | 'check-jsonschema'

/**
 * The path of a program of a peer, or undefined where the peer is not installed, or the longer proofs
 * are not asked for: to start what is written in Python takes most of their time. Then its tests are
 * skipped with a message.
 */
export function peerProgram(peer: PeerName, program: string): string | undefined {
  if (process.env.DESCANT_LONG !== '1') {
    process.stderr.write(`skipped: tests with ${peer} run with DESCANT_LONG=1\n`)
    return undefined
  }
  // The list is copied when everything on it is installed.
  if (existsSync(join(folder, peer, 'requirements.txt'))) return join(folder, peer, 'bin', program)
  process.stderr.write(`skipped: ${peer} is not installed; run .ci/python-peers.sh\n`)
  return undefined
}

/** The path of actionlint, or undefined where `.ci/actionlint.sh` was not run. */
export function actionlint(): string | undefined {
  const path = join(folder, 'actionlint-v1.7.12', 'actionlint')
  if (existsSync(path)) return path
  process.stderr.write('skipped: actionlint is not installed; run .ci/actionlint.sh\n')
  return undefined
}

/** The folder of our own bins, as they stand on the PATH of a project that has installed them. */
export const binFolder = join(root, 'node_modules/.bin')

/** The path of a fixture. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
