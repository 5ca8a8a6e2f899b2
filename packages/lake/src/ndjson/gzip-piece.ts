import { constants, crc32, deflateRawSync } from 'node:zlib'
import { combineCrc32 } from './combine-crc32.ts'
import { Deflater } from './deflate/deflater.ts'

/** A part of a gzip file that was compressed on its own, as on another core. */
export interface GzipPiece {
  /** Deflated, and ended at a byte: another piece, or the end, can follow. */
  readonly bytes: Uint8Array
  /** Of the plain bytes. */
  readonly crc32: number
  /** The length of the plain bytes. */
  readonly plainBytes: number
}

/**
 * Shorter pieces have nothing to gain; longer ones, which are single long lines, would keep as much
 * memory for good.
 */
const deflatedHere = { least: 4096, most: 2 ** 21 }

/** One for each thread, made when it is first asked for; null where none can be. */
let deflater: Deflater | null | undefined

/** No name and no time (RFC 1952): the same lines give the same bytes. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
/** An empty last block (RFC 1951). */
const lastBlock = Buffer.from([3, 0])

function deflate(plain: Uint8Array, level: number): Uint8Array {
  const { least, most } = deflatedHere
  if (plain.byteLength >= least && plain.byteLength <= most) {
    if (deflater === undefined) deflater = Deflater.open() ?? null
    if (deflater !== null) return deflater.deflate(plain, level)
  }
  return new Uint8Array(deflateRawSync(plain, { level, finishFlush: constants.Z_SYNC_FLUSH }))
}

/**
 * Compresses a part of a gzip file.
 *
 * @param level gzip's effort, 1 (fast) to 9 (small).
 */
export const gzipPiece = (plain: Uint8Array, level: number): GzipPiece => ({
  bytes: deflate(plain, level),
  crc32: crc32(plain),
  plainBytes: plain.byteLength,
})

/**
 * Puts pieces together to one gzip file of one member, as pigz does: any reader takes it.
 *
 * @example
 * const file = joinGzip([gzipPiece(Buffer.from('a\n'), 6), gzipPiece(Buffer.from('b\n'), 6)])
 * gunzipSync(file).toString() // 'a\nb\n'
 */
export function joinGzip(pieces: readonly GzipPiece[]): Buffer {
  let sum = 0
  let length = 0
  for (const piece of pieces) {
    sum = combineCrc32(sum, piece.crc32, piece.plainBytes)
    length += piece.plainBytes
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(sum, 0)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return Buffer.concat([header, ...pieces.map(({ bytes }) => bytes), lastBlock, trailer])
}
