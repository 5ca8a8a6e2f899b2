import { type Reply, type Request, xmlReply } from '../../reply.ts'
import { formatDateTime } from '../api/scalars.ts'
import type { BulkOperations } from './bulk-operations.ts'
import { entityTag, gzipped } from './bulk-result.ts'

/**
 * `GET /bulk/NAME`: the file of a bulk operation, as the storage behind the real links hands it out.
 * It is packed for a client that accepts gzip; a range is a part of the file itself, so it is never
 * packed. A link that was altered, or is too old, answers 403.
 *
 * @param now Milliseconds since 1970.
 */
export function answerBulkFile(
  operations: BulkOperations,
  name: string,
  request: Request,
  now: number,
): Reply {
  const file = operations.file(name)
  if (file === undefined) {
    return xmlReply(404, 'NoSuchKey', 'The specified key does not exist.')
  }
  const query = new URL(request.path, 'http://localhost').searchParams
  const expires = Math.floor(file.expiresAt / 1000)
  if (query.get('Signature') !== file.signature || query.get('Expires') !== String(expires)) {
    return xmlReply(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.',
    )
  }
  if (now >= file.expiresAt) {
    const details = `Request signature expired at: ${formatDateTime(file.expiresAt)}`
    return xmlReply(403, 'ExpiredToken', 'The provided token has expired.', details)
  }
  return deliver(file.bytes, request)
}

function deliver(bytes: Buffer, { headers }: Request): Reply {
  const common = {
    'Content-Type': 'application/jsonl',
    'Accept-Ranges': 'bytes',
    ETag: entityTag(bytes),
  }
  const range = headers.range === undefined ? undefined : readRange(headers.range, bytes.length)
  if (range === 'unsatisfiable') {
    const reply = xmlReply(416, 'InvalidRange', 'The requested range cannot be satisfied.')
    return { ...reply, headers: { ...reply.headers, 'Content-Range': `bytes */${bytes.length}` } }
  }
  if (range !== undefined) {
    const [start, end] = range
    return {
      status: 206,
      headers: { ...common, 'Content-Range': `bytes ${start}-${end}/${bytes.length}` },
      body: bytes.subarray(start, end + 1),
    }
  }
  if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) {
    return { status: 200, headers: common, body: bytes }
  }
  return {
    status: 200,
    headers: { ...common, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' },
    body: gzipped(bytes),
  }
}

/** The first and the last byte that a `Range` header asks for; undefined where it is no such range. */
function readRange(
  header: string,
  size: number,
): readonly [start: number, end: number] | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start <= end ? [start, end] : 'unsatisfiable'
}
