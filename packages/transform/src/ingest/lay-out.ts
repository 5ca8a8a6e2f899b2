import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { LakeError, readLineBlocks } from '@descant/lake'
import type { RawObject } from '../model/raw-shape.ts'
import { damagedObject, type Line, malformedLine } from './malformed-line.ts'
import { PlacedLines } from './placed-lines.ts'
import type { RawFile } from './raw-file.ts'
import type { Reject } from './write-dead-letters.ts'

/** A raw file as it is laid out for DuckDB. */
export interface LaidOut {
  readonly file: RawFile
  /** Its number among the files of its stream. */
  readonly number: number
  readonly path: string
  /** Unzipped, and with the places of its lines. */
  readonly bytes: number
  readonly longestBytes: number
  /** Lines that were left out; or the object itself, where it cannot be unpacked to its end. */
  readonly rejects: readonly Reject[]
}

/** Written at once. */
const writtenBytes = 256 * 1024

export interface LayOutOptions {
  readonly shape: RawObject
  /** Whether each line is parsed, and not only those that do not look like an object. */
  readonly judgesAll: boolean
}

/**
 * Unzips a raw file for DuckDB to read: one record a line, with its place, and without the lines
 * that are none. Unzipping checks what DuckDB would not, that the file is whole and undamaged; of
 * one that is not, no line is taken.
 */
export async function layOut(
  file: RawFile,
  number: number,
  path: string,
  { shape, judgesAll }: LayOutOptions,
): Promise<LaidOut> {
  const rejects: Reject[] = []
  const refuses = (line: Line): boolean => {
    const reject = malformedLine(shape, line)
    // Blocks are large, and a dead letter must not keep one.
    if (reject !== undefined) rejects.push({ ...reject, record: Buffer.from(line.bytes) })
    return reject !== undefined
  }
  const lines = new PlacedLines(number, { refuses, judgesAll })
  let bytes = 0
  const output = await open(path, 'w')
  const write = () => {
    bytes += lines.waitingBytes
    return output.appendFile(lines.give())
  }
  try {
    for await (const block of readLineBlocks(createReadStream(file.path), file.object.key)) {
      lines.take(block)
      if (lines.waitingBytes >= writtenBytes) await write()
    }
    await write()
    return { file, number, path, bytes, longestBytes: lines.longestBytes, rejects }
  } catch (error) {
    if (!LakeError.is(error) || error.code !== 'LAKE_GZIP') throw error
    await rm(path)
    return { file, number, path, bytes: 0, longestBytes: 0, rejects: [damagedObject] }
  } finally {
    await output.close()
  }
}
