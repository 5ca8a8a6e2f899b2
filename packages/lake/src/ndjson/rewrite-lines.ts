import { Readable } from 'node:stream'
import { ObjectChangedError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { type GzipPiece, gzipPiece, joinGzip } from './gzip-piece.ts'
import { readLineBytes } from './read-lines.ts'

/** What became of the lines of an object. */
export interface RewrittenLines {
  readonly changed: number
  readonly removed: number
}

/** Lines are compressed together in parts of about this many bytes. */
const partBytes = 1024 * 1024

const level = 6

/**
 * Changes lines of a gzipped NDJSON object where it lies; the other lines stay as their bytes are. The
 * object is replaced whole, and only where a line changed. Where another writer comes between, it is
 * read again.
 *
 * @param change gives the same buffer for a line that stays, undefined for one that goes.
 * @throws {LakeError} `LAKE_GZIP` where the object is damaged: it stays as it is.
 * @example
 * await rewriteLines(raw, key, (line) => (line.includes('ann@shop.eu') ? undefined : line))
 */
export async function rewriteLines(
  store: ObjectStore,
  key: string,
  change: (line: Buffer) => Buffer | undefined,
): Promise<RewrittenLines> {
  for (;;) {
    const object = await store.get(key)
    if (object === undefined) return { changed: 0, removed: 0 }
    const { body, ...done } = await rewritten(object.body, key, change)
    if (done.changed + done.removed === 0) return done
    try {
      await store.replace(key, body, object.etag)
      return done
    } catch (error) {
      if (!(error instanceof ObjectChangedError)) throw error
    }
  }
}

async function rewritten(
  body: Buffer,
  key: string,
  change: (line: Buffer) => Buffer | undefined,
): Promise<RewrittenLines & { readonly body: Buffer }> {
  const pieces: GzipPiece[] = []
  let waiting: Buffer[] = []
  let bytes = 0
  let changed = 0
  let removed = 0
  const compress = () => {
    pieces.push(gzipPiece(Buffer.concat(waiting), level))
    waiting = []
    bytes = 0
  }
  for await (const line of readLineBytes(Readable.from([body]), key)) {
    const kept = change(line)
    if (kept === undefined) {
      removed++
      continue
    }
    if (kept !== line) changed++
    waiting.push(kept, lineBreak)
    bytes += kept.byteLength + 1
    if (bytes >= partBytes) compress()
  }
  if (waiting.length > 0) compress()
  return { changed, removed, body: joinGzip(pieces) }
}

const lineBreak = Buffer.from('\n')
