import { fstatSync } from 'node:fs'
import { readPipe } from './read-pipe.ts'

/** The bytes of stdin, be it a pipe, a file or a terminal. Each chunk is valid until the next is asked for. */
export function standardInput(): AsyncIterable<Uint8Array> {
  const facts = fstatSync(0)
  return facts.isFIFO() || facts.isSocket() ? readPipe(0) : process.stdin
}
