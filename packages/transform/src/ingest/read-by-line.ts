import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LakeError, readLineBytes } from '@descant/lake'
import { sqlString } from '@descant/lake/duckdb'
import type { RawFile } from './raw-file.ts'
import { lineNumberField } from './raw-relation.ts'
import { refusedRecord } from './refusal-message.ts'
import { shapeFault } from './shape-fault.ts'
import { isDataFault, mapped, type StreamReading } from './stream-reading.ts'
import type { Reject } from './write-dead-letters.ts'

export interface Line {
  /** From 1, blank lines not counted. */
  readonly number: number
  readonly bytes: Buffer
}

/** Lines that are read at once: memory stays flat however large the file is. */
const linesAtOnce = 10_000

/**
 * Reads one raw file into the table line by line, and gives back what it could not take. The file
 * is laid out anew with its lines numbered, and halved until DuckDB takes every part: what it
 * refuses alone is broken, and what it takes is what the fast reading would have taken.
 */
export async function readByLine(reading: StreamReading, file: RawFile): Promise<Reject[]> {
  if (!(await isWhole(file))) return [damagedObject]
  const rejects: Reject[] = []
  for await (const lines of linesOf(file)) {
    rejects.push(
      ...(await readLines(reading, file, lines)),
      ...(await refusedRecords(reading, file, lines)),
    )
  }
  return rejects.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** What is parked for an object that cannot be unpacked to its end. */
export const damagedObject: Reject = {
  type: 'protocol',
  reasonCode: 'OBJECT_DAMAGED',
  messages: [
    {
      path: '',
      keyword: 'contentEncoding',
      message: 'must be whole gzip data: the object is cut short or damaged, none of it was taken',
    },
  ],
  record: null,
}

async function isWhole(file: RawFile): Promise<boolean> {
  try {
    for await (const _line of readLineBytes(createReadStream(file.path), file.object.key));
    return true
  } catch (error) {
    if (LakeError.is(error) && error.code === 'LAKE_GZIP') return false
    throw error
  }
}

async function* linesOf(file: RawFile): AsyncGenerator<Line[]> {
  let lines: Line[] = []
  let number = 0
  for await (const bytes of readLineBytes(createReadStream(file.path), file.object.key)) {
    number += 1
    lines.push({ number, bytes })
    if (lines.length < linesAtOnce) continue
    yield lines
    lines = []
  }
  if (lines.length > 0) yield lines
}

/** Reads lines into the table; gives back those that are no record. */
async function readLines(
  reading: StreamReading,
  file: RawFile,
  lines: readonly Line[],
): Promise<Reject[]> {
  const rejects = lines.flatMap((line) => malformed(reading, line) ?? [])
  const bad = new Set(rejects.map(({ line }) => line))
  const unread = await readNumbered(
    reading,
    file,
    lines.filter(({ number }) => !bad.has(number)),
  )
  return [...rejects, ...unread.map(unreadable)]
}

/** Why a line is no record of the stream, as far as JSON itself and the stream's shape tell. */
export function malformed(
  { stream }: Pick<StreamReading, 'stream'>,
  line: Line,
): Reject | undefined {
  if (!isUtf8(line.bytes)) return malformedJson(line, '', 'must be UTF-8')
  let record: unknown
  try {
    record = JSON.parse(line.bytes.toString())
  } catch {
    return malformedJson(line, '', 'must be JSON')
  }
  if (record === null) return malformedJson(line, '', 'must be object')
  const fault = shapeFault(record, stream.raw)
  return fault && malformedJson(line, fault.path, fault.message)
}

/** A line that JavaScript reads, and the engine does not. */
export const unreadable = (line: Line): Reject =>
  malformedJson(line, '', 'must be JSON that can be read')

const malformedJson = ({ number, bytes }: Line, path: string, message: string): Reject => ({
  line: number,
  type: 'protocol',
  reasonCode: 'JSON_MALFORMED',
  messages: [{ path, keyword: 'type', message }],
  record: bytes,
})

/** Reads lines into the table, each with its number; gives back those that DuckDB refuses. */
async function readNumbered(
  reading: StreamReading,
  file: RawFile,
  lines: readonly Line[],
): Promise<Line[]> {
  if (lines.length === 0) return []
  const path = join(reading.directory, 'lines.ndjson')
  await writeFile(path, lines.map(numbered).join(''))
  const query = mapped(reading, { files: [path], laidOutFrom: file.path })
  try {
    await reading.duck.run(`INSERT INTO ${reading.relation} ${query}`)
    return []
  } catch (error) {
    if (!isDataFault(error)) throw error
    if (lines.length === 1) return [...lines]
    const half = lines.length >> 1
    return [
      ...(await readNumbered(reading, file, lines.slice(0, half))),
      ...(await readNumbered(reading, file, lines.slice(half))),
    ]
  } finally {
    await rm(path, { force: true })
  }
}

/** A record whose first member is the number of its line. */
function numbered({ number, bytes }: Line): string {
  const members = bytes.toString().trim().slice(1)
  const comma = members.trimStart().startsWith('}') ? '' : ','
  return `{"${lineNumberField}":${number}${comma}${members}\n`
}

/** The records of these lines that the mapping refuses. */
async function refusedRecords(
  { duck, dialect, relation, stream }: StreamReading,
  file: RawFile,
  lines: readonly Line[],
): Promise<Reject[]> {
  const first = lines[0]?.number ?? 0
  const refused = await duck.rows<{ _line: bigint; _errors: string[] }>(
    `SELECT _line, _errors FROM ${relation} WHERE _file = ${sqlString(file.path)}
AND _line BETWEEN ${first} AND ${first + lines.length} AND ${dialect.length('_errors')} > 0`,
  )
  return refused.map(({ _line, _errors }) => {
    const line = Number(_line)
    return refusedRecord(stream, line, lines[line - first]?.bytes ?? null, _errors)
  })
}
