import type { Readable } from 'node:stream'
import { holdError } from '../store/stream-bytes.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { unzipped } from './unzipped.ts'

const lineFeed = 0x0a

/**
 * The bytes of an NDJSON object, unzipped as by `readLines`, in blocks of whole lines: for who can
 * do much with many lines at once. Each block ends with a line break, but perhaps the last one;
 * blank lines and CR are still there, a byte order mark at the start is not.
 *
 * @param name what errors call the object.
 * @throws {LakeError} `LAKE_GZIP` where the object is cut short or damaged.
 * @example
 * for await (const block of readLineBlocks(await raw.read(key), key)) await file.write(block)
 */
export async function* readLineBlocks(body: Readable, name = 'the object'): AsyncGenerator<Buffer> {
  let open: Buffer[] = []
  let isFirst = true
  const finished = (end: Buffer): Buffer => {
    const block = open.length === 0 ? end : Buffer.concat([...open, end])
    const start = isFirst && block.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    open = []
    isFirst = false
    return block.subarray(start)
  }
  for await (const chunk of unzipped(holdError(body), name)) {
    const first = chunk.indexOf(lineFeed) + 1
    if (first === 0) {
      open.push(chunk)
      continue
    }
    // Only a line that lies across two chunks is copied.
    yield finished(chunk.subarray(0, first))
    const end = chunk.lastIndexOf(lineFeed) + 1
    if (end > first) yield chunk.subarray(first, end)
    if (end < chunk.length) open.push(chunk.subarray(end))
  }
  const last = finished(Buffer.alloc(0))
  if (last.length > 0) yield last
}
