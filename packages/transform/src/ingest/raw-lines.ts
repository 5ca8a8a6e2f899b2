import { createReadStream } from 'node:fs'
import { readLineBytes } from '@descant/lake'
import type { Line } from './malformed-line.ts'
import type { RawFile } from './raw-file.ts'

/** Some lines of a raw file, with the bytes that they have there. */
export async function rawLines(file: RawFile, numbers: ReadonlySet<number>): Promise<Line[]> {
  const lines: Line[] = []
  if (numbers.size === 0) return lines
  let number = 0
  for await (const bytes of readLineBytes(createReadStream(file.path), file.object.key)) {
    number += 1
    if (numbers.has(number)) lines.push({ number, bytes: Buffer.from(bytes) })
    if (lines.length === numbers.size) break
  }
  return lines
}
