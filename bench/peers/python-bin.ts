import { dirname, join } from 'node:path'
import type { Command } from '../pipeline.ts'
import { installPythonPeer, type PythonPeer } from './python-peer.ts'

/**
 * Installs a peer where it is not installed yet.
 *
 * @returns How the command of its name is run.
 * @throws {PeerUnavailableError} where it cannot be installed.
 */
export function pythonBin(peer: PythonPeer): Command {
  const command = installPythonPeer(peer)
  return [...command, join(dirname(command[0] as string), peer.name)]
}
