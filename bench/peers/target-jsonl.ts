import type { PythonPeer } from './python-peer.ts'

/** Writes each stream to a file of its own, uncompressed. */
export const targetJsonl: PythonPeer = { name: 'target-jsonl', version: '0.1.4' }
