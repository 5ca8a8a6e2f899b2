import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { takeChildRows } from './child-rows.ts'
import { type LaidOut, layOut } from './lay-out.ts'
import { damagedObject } from './malformed-line.ts'
import { parkRefused } from './park-refused.ts'
import type { RawFile } from './raw-file.ts'
import { readLaidOut } from './read-laid-out.ts'
import { create, insert, type StreamReading } from './stream-reading.ts'
import { writeDeadLetters } from './write-dead-letters.ts'

/** What came of reading a stream's files, beside the table. */
export interface ReadCounts {
  /** Lines that are no record; they are dead letters and not in the table. */
  readonly brokenLines: number
  /** Records in the table that are refused, and dead letters. */
  readonly refusedRecords: number
  /** Objects that cannot be read to their end; none of their lines is taken. */
  readonly damagedObjects: number
}

/**
 * Reads raw files into a table of mapped records, and parks what cannot be one.
 *
 * Files are laid out a group at a time, the next one while DuckDB reads this one. A group that
 * DuckDB refuses is read file by file.
 */
export async function readStream(
  reading: StreamReading,
  files: readonly RawFile[],
): Promise<ReadCounts> {
  let isFirst = true
  let brokenLines = 0
  let damagedObjects = 0
  for await (const group of ahead(inGroups(reading, files))) {
    const parts = group.filter(({ bytes }) => bytes > 0)
    const isTaken = await take(reading, parts, isFirst)
    isFirst = false
    for (const laidOut of group) {
      const mustRead = !isTaken && laidOut.bytes > 0
      const rejects = mustRead ? await readLaidOut(reading, laidOut) : laidOut.rejects
      await writeDeadLetters(reading.parking, laidOut.file.object, rejects)
      if (rejects[0] === damagedObject) damagedObjects += 1
      else brokenLines += rejects.length
      await rm(laidOut.path, { force: true })
    }
  }
  await takeChildRows(reading)
  const refusedRecords = await parkRefused(reading, files)
  return { brokenLines, refusedRecords, damagedObjects }
}

/** Reads files into the table, which the first ones make: each statement more is one more to plan. */
async function take(
  reading: StreamReading,
  parts: readonly LaidOut[],
  isFirst: boolean,
): Promise<boolean> {
  if (!isFirst) return insert(reading, parts)
  const isTaken = parts.length > 0 && (await create(reading, parts))
  if (!isTaken) await createEmpty(reading)
  return isTaken
}

/** Unzipped bytes that are read together: the first group is small, so that DuckDB soon begins. */
const fewestBytes = 32 * 2 ** 20
const mostBytes = 256 * 2 ** 20

async function* inGroups(
  { stream, directory }: StreamReading,
  files: readonly RawFile[],
): AsyncGenerator<LaidOut[]> {
  let group: LaidOut[] = []
  let bytes = 0
  let enough = fewestBytes
  for (const [number, file] of files.entries()) {
    const path = join(directory, `${number}.ndjson`)
    const laidOut = await layOut(file, number, path, { shape: stream.raw, judgesAll: false })
    group.push(laidOut)
    bytes += laidOut.bytes
    if (bytes < enough) continue
    yield group
    group = []
    bytes = 0
    enough = Math.min(enough * 2, mostBytes)
  }
  yield group
}

/** The same, each being made while the one before it is worked on. */
async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  const take = () => {
    const next = items.next()
    // One that fails is heard of when its turn comes.
    next.catch(() => undefined)
    return next
  }
  let next = take()
  for (let item = await next; !item.done; item = await next) {
    next = take()
    yield item.value
  }
}

async function createEmpty(reading: StreamReading): Promise<void> {
  const path = join(reading.directory, 'nothing.ndjson')
  await writeFile(path, '')
  await create(reading, [{ path, longestBytes: 0 }])
}
