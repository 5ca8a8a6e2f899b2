import { Readable } from 'node:stream'
import { bytesOf } from './stream-bytes.ts'

/**
 * A stream's whole content where it has at most `limit` bytes, else a stream of that content.
 * Errors of the stream are thrown, or come out of the new one.
 */
export async function bufferedHead(stream: Readable, limit: number): Promise<Buffer | Readable> {
  const chunks = bytesOf(stream)
  const head: Buffer[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await chunks.next()
    if (done) return Buffer.concat(head)
    head.push(value)
    bytes += value.byteLength
    if (bytes > limit) break
  }
  return Readable.from(headThenRest(head, chunks), { objectMode: false })
}

async function* headThenRest(head: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.concat(head)
  yield* rest
}
