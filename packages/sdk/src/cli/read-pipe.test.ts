import { execFileSync } from 'node:child_process'
import {
  closeSync,
  createWriteStream,
  fstatSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readPipe } from './read-pipe.ts'

const folder = mkdtempSync(join(tmpdir(), 'descant-pipe-'))
afterAll(() => rmSync(folder, { recursive: true }))

let pipes = 0

/** A pipe: what reads it, and what writes into it. */
const newPipe = () => {
  const path = join(folder, String(pipes++))
  execFileSync('mkfifo', [path])
  // Opened for both, the first end does not wait for the other.
  const writer = openSync(path, 'r+')
  return { reader: openSync(path, 'r'), writer }
}

const writeAll = (fd: number, chunks: readonly Uint8Array[]) => {
  const stream = createWriteStream('', { fd })
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
}

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  test('is read to its last byte, however it comes and is taken', async () => {
    const chunk = fc
      .record({ length: fc.integer({ min: 1, max: 200_000 }), byte: fc.nat(255) })
      .map(({ length, byte }) => Buffer.alloc(length, byte))
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 6 }), fc.nat(3), async (chunks, turns) => {
        const { reader, writer } = newPipe()
        writeAll(writer, chunks)
        const read: Buffer[] = []
        for await (const bytes of readPipe(reader)) {
          for (let turn = 0; turn < turns; turn++) await setImmediate()
          read.push(Buffer.from(bytes))
        }
        expect(Buffer.concat(read).equals(Buffer.concat(chunks))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('gives all that it reads in one memory', async () => {
    const { reader, writer } = newPipe()
    writeAll(writer, [Buffer.alloc(300_000)])
    const memories = new Set<ArrayBufferLike>()
    for await (const bytes of readPipe(reader)) memories.add(bytes.buffer)
    expect(memories.size).toBe(1)
  })

  test('that is left early is closed', async () => {
    const { reader, writer } = newPipe()
    writeSync(writer, 'some')
    for await (const bytes of readPipe(reader)) {
      expect(Buffer.from(bytes).toString()).toBe('some')
      break
    }
    await expect.poll(() => isOpen(reader)).toBe(false)
    closeSync(writer)
  })
})

const isOpen = (fd: number): boolean => {
  try {
    fstatSync(fd)
    return true
  } catch {
    return false
  }
}
