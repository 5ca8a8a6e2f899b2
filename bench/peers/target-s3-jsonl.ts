import type { PythonPeer } from './python-peer.ts'

/** Writes each stream to an object of S3, gzipped. */
export const targetS3Jsonl: PythonPeer = { name: 'target-s3-jsonl', version: '2.0.1' }
