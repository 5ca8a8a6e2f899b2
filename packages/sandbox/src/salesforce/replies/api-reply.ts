import { gzipSync } from 'node:zlib'
import type { Reply } from '../../reply.ts'

/** A reply of the API: of an object, or of JSON that is written already. */
export function apiReply(
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** A reply without a body. */
export function emptyReply(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: '' }
}

/** A page for people, as what stands before the API answers. */
export function htmlReply(status: number, title: string, text = title): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=UTF-8' },
    body: `<html><head><title>${status} ${title}</title></head><body><h1>${text}</h1></body></html>\n`,
  }
}

/** From this size on it pays to compress. */
const COMPRESSED_BYTES = 200

/** The same reply, compressed where the client takes that. */
export function compressed(reply: Reply, acceptEncoding: string | undefined): Reply {
  if (reply.body.length < COMPRESSED_BYTES || !/\bgzip\b/.test(acceptEncoding ?? '')) return reply
  return {
    ...reply,
    headers: { ...reply.headers, 'Content-Encoding': 'gzip' },
    body: gzipSync(reply.body, { level: 1 }),
  }
}
