import type { Readable } from 'node:stream'
import { holdError } from '../store/stream-bytes.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { unzipped } from './unzipped.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * The lines of an NDJSON object, unzipped where it begins as gzip does (of one or more members).
 *
 * A byte order mark at the start, CRLF and blank lines are tolerated, and so is a last line without
 * a line break. Else a line is what its bytes say in UTF-8; bytes that are no UTF-8 become U+FFFD
 * (`readLineBytes` keeps them).
 *
 * @param name what errors call the object.
 * @throws {LakeError} `LAKE_GZIP` where the object is cut short or damaged.
 * @example
 * for await (const line of readLines(await raw.read(key), key)) parse(line)
 */
export function readLines(body: Readable, name?: string): AsyncGenerator<string> {
  return asText(readLineBytes(body, name))
}

/** As `readLines`, each line as its bytes. */
export function readLineBytes(body: Readable, name = 'the object'): AsyncGenerator<Buffer> {
  return linesOf(unzipped(holdError(body), name))
}

async function* asText(lines: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const line of lines) yield line.toString()
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let open: Buffer[] = []
  let isFirst = true
  const finished = (end: Buffer): Buffer => {
    const whole = open.length === 0 ? end : Buffer.concat([...open, end])
    open = []
    const start = isFirst && whole.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    isFirst = false
    return whole.subarray(start, whole.at(-1) === carriageReturn ? -1 : undefined)
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      const line = finished(chunk.subarray(start, end))
      start = end + 1
      if (!isBlank(line)) yield line
    }
    if (start < chunk.length) open.push(chunk.subarray(start))
  }
  const last = finished(Buffer.alloc(0))
  if (!isBlank(last)) yield last
}

const isBlank = (line: Buffer) => line.every((byte) => byte === 0x20 || byte === 0x09)
