import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../pipeline.ts'
import { workFolder } from '../work-folder.ts'
import { PeerUnavailableError } from './peer-unavailable-error.ts'

/** Something that is installed from PyPI, in a virtual environment of its own. */
export interface PythonPeer {
  readonly name: string
  readonly version: string
  /** Extras of the package, as `msgspec` in `singer-sdk[msgspec]`. */
  readonly extras?: readonly string[]
}

const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/**
 * Installs a peer where it is not installed yet.
 *
 * @returns How a script is run with it, without leaving byte code beside the script.
 * @throws {PeerUnavailableError} where it cannot be installed.
 */
export function installPythonPeer({ name, version, extras = [] }: PythonPeer): Command {
  const environment = workFolder('peers', `${name}-${version}`)
  const python = join(environment, 'bin', 'python')
  const marker = join(environment, 'installed')
  const command = [python, '-B'] as const
  if (existsSync(marker)) return command
  const requirement = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}==${version}`
  console.log(`Installing ${requirement} into ${environment}`)
  try {
    rmSync(environment, { recursive: true })
    run('python3', ['-m', 'venv', environment])
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement])
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string }
    throw new PeerUnavailableError(`${requirement} cannot be installed: ${stderr || message}`, {
      cause,
    })
  }
  writeFileSync(marker, '')
  return command
}
