import { createReadStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { readLineBytes } from '@descant/lake'
import { type LaidOut, layOut } from './lay-out.ts'
import { unreadableLine } from './malformed-line.ts'
import { placeField, placesPerFile } from './placed-lines.ts'
import { rawLines } from './raw-lines.ts'
import { insert, type StreamReading } from './stream-reading.ts'
import type { Reject } from './write-dead-letters.ts'

/**
 * Reads one file into the table; gives back its lines that are no record. Where DuckDB refuses it,
 * it is laid out again with every line judged; and where it still does, halved until every part of
 * it is taken: what it refuses alone cannot be read.
 */
export async function readLaidOut(reading: StreamReading, laidOut: LaidOut): Promise<Reject[]> {
  if (await insert(reading, [laidOut])) return [...laidOut.rejects]
  const { file, number, path } = laidOut
  const { raw: shape } = reading.stream
  const judged = await layOut(file, number, path, { shape, judgesAll: true })
  const rejects = [...judged.rejects]
  if (judged.bytes === 0 || (await insert(reading, [judged]))) return rejects
  const unread = new Set<number>()
  for await (const lines of piecesOf(judged)) {
    for (const line of await readHalved(reading, lines)) unread.add(placeOf(line) % placesPerFile)
  }
  rejects.push(...(await rawLines(file, unread)).map(unreadableLine))
  return rejects.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** Lines that are halved at once: memory stays flat however large the file is. */
const pieceBytes = 16 * 2 ** 20

async function* piecesOf({ path, file }: LaidOut): AsyncGenerator<Buffer[]> {
  let lines: Buffer[] = []
  let bytes = 0
  for await (const line of readLineBytes(createReadStream(path), file.object.key)) {
    lines.push(line)
    bytes += line.length
    if (bytes < pieceBytes) continue
    yield lines
    lines = []
    bytes = 0
  }
  if (lines.length > 0) yield lines
}

/** Reads lines into the table; gives back those that DuckDB refuses. */
async function readHalved(reading: StreamReading, lines: readonly Buffer[]): Promise<Buffer[]> {
  const path = `${reading.directory}/halved.ndjson`
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  const longestBytes = Math.max(...lines.map((line) => line.length + 1))
  const isTaken = await insert(reading, [{ path, longestBytes }])
  await rm(path)
  if (isTaken) return []
  if (lines.length === 1) return [...lines]
  const half = lines.length >> 1
  return [
    ...(await readHalved(reading, lines.slice(0, half))),
    ...(await readHalved(reading, lines.slice(half))),
  ]
}

/** The place that a line was given. */
const placeOf = (line: Buffer): number =>
  Number.parseInt(
    line.toString('latin1', `{"${placeField}":`.length, `{"${placeField}":`.length + 16),
    10,
  )
