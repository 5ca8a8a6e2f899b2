import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sqlString } from '@descant/lake/duckdb'
import { looksWhole } from './looks-whole.ts'
import type { RawFile } from './raw-file.ts'
import { readByLine } from './read-by-line.ts'
import { isDataFault, mapped, type StreamReading } from './stream-reading.ts'
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
 * Files are read together, strictly. Files that DuckDB refuses, and files with records that are
 * refused, are read again line by line: only so the line that is at fault, and its own bytes, can
 * be told from its neighbours.
 */
export async function readStream(
  reading: StreamReading,
  files: readonly RawFile[],
): Promise<ReadCounts> {
  const { duck, relation, parking } = reading
  await createTable(reading)
  const whole = await Promise.all(files.map(({ path }) => looksWhole(path)))
  const doubtful = files.filter((_file, index) => !whole[index])
  const refused: RawFile[] = []
  for (const group of inGroups(files.filter((_file, index) => whole[index]))) {
    refused.push(...(await readWhole(reading, group)))
  }
  const suspects = [...doubtful, ...refused, ...(await withRefusedRecords(reading, files))]
  const counts = { brokenLines: 0, refusedRecords: 0, damagedObjects: 0 }
  for (const file of suspects) {
    await duck.run(`DELETE FROM ${relation} WHERE _file = ${sqlString(file.path)}`)
    const rejects = await readByLine(reading, file)
    await writeDeadLetters(parking, file.object, rejects)
    for (const { reasonCode } of rejects) {
      if (reasonCode === 'OBJECT_DAMAGED') counts.damagedObjects += 1
      else if (reasonCode === 'JSON_MALFORMED') counts.brokenLines += 1
      else counts.refusedRecords += 1
    }
  }
  return counts
}

/** Compressed bytes that are read together: a broken line makes no more than these be read again. */
const groupBytes = 8 * 2 ** 20

/** Files side by side, as many as a group may have, and a larger one by itself. */
function inGroups(files: readonly RawFile[]): RawFile[][] {
  const groups: RawFile[][] = []
  let room = 0
  for (const file of files) {
    const { bytes } = file.object
    if (groups.length === 0 || bytes > room) {
      groups.push([])
      room = groupBytes
    }
    groups.at(-1)?.push(file)
    room -= bytes
  }
  return groups
}

async function createTable(reading: StreamReading): Promise<void> {
  const nothing = join(reading.directory, 'nothing.ndjson')
  await writeFile(nothing, '')
  const query = mapped(reading, { files: [nothing], laidOutFrom: nothing })
  await reading.duck.run(`CREATE OR REPLACE TEMP TABLE ${reading.relation} AS ${query}`)
}

/** Reads files into the table; gives back those that DuckDB refuses, found by halving. */
async function readWhole(reading: StreamReading, files: readonly RawFile[]): Promise<RawFile[]> {
  if (files.length === 0) return []
  const query = mapped(reading, { files: files.map(({ path }) => path) })
  try {
    await reading.duck.run(`INSERT INTO ${reading.relation} ${query}`)
    return []
  } catch (error) {
    if (!isDataFault(error)) throw error
    if (files.length === 1) return [...files]
    const half = files.length >> 1
    return [
      ...(await readWhole(reading, files.slice(0, half))),
      ...(await readWhole(reading, files.slice(half))),
    ]
  }
}

async function withRefusedRecords(
  { duck, dialect, relation }: StreamReading,
  files: readonly RawFile[],
): Promise<RawFile[]> {
  const found = await duck.rows<{ _file: string }>(
    `SELECT DISTINCT _file FROM ${relation} WHERE ${dialect.length('_errors')} > 0`,
  )
  const paths = new Set(found.map(({ _file }) => _file))
  return files.filter(({ path }) => paths.has(path))
}
