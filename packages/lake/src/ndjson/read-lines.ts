import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LakeError } from '../errors.ts'
import { bytesOf, holdError } from '../store/stream-bytes.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

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

async function* unzipped(body: Readable, name: string): AsyncGenerator<Buffer> {
  const chunks = bytesOf(body)
  let head = Buffer.alloc(0)
  while (head.length < 2) {
    const { done, value } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = Readable.from(joined(head, chunks), { objectMode: false })
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* bytesOf(whole)
    return
  }
  try {
    yield* bytesOf(pipeline(whole, createGunzip({ chunkSize: 64 * 1024 }), () => undefined))
  } catch (error) {
    throw gzipError(error, name)
  }
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  yield* rest
}

function gzipError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') {
    return new LakeError(
      'LAKE_GZIP',
      `${name} is cut short in the middle of its gzip data: what follows is lost. Delete it and extract it again.`,
      { cause: error },
    )
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new LakeError(
      'LAKE_GZIP',
      `${name} is damaged: its gzip data does not unpack. Delete it and extract it again.`,
      { cause: error },
    )
  }
  return error
}
