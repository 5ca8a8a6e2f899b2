import { dirname, join } from 'node:path'
import type { Command } from '../pipeline.ts'
import { installPythonPeer, type PythonPeer } from './python-peer.ts'

/**
 * Installs a peer where it is not installed yet.
 *
 * @param bin The name of the command, where it is not that of the peer.
 * @returns How the command is run.
 * @throws {PeerUnavailableError} where it cannot be installed.
 */
export function pythonBin(peer: PythonPeer, bin: string = peer.name): Command {
  const command = installPythonPeer(peer)
  return [...command, join(dirname(command[0] as string), bin)]
}
