import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LakeError } from '../errors.ts'
import { bytesOf } from '../store/stream-bytes.ts'

/** Unzipped at once: with a quarter of it, unzipping takes twice as long. */
const chunkBytes = 256 * 1024

/**
 * The bytes of an object, unzipped where it begins as gzip does (of one or more members).
 *
 * @throws {LakeError} `LAKE_GZIP` where it is cut short or damaged.
 */
export async function* unzipped(body: Readable, name: string): AsyncGenerator<Buffer> {
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
    yield* bytesOf(pipeline(whole, createGunzip({ chunkSize: chunkBytes }), () => undefined))
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
