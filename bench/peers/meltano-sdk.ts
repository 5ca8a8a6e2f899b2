import type { PythonPeer } from './python-peer.ts'

/** The Singer SDK of Meltano, with the library that its fastest reader and writer use. */
export const meltanoSdk: PythonPeer = {
  name: 'singer-sdk',
  version: '0.54.9',
  extras: ['msgspec'],
}
