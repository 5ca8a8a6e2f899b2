import { crc32, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { combineCrc32 } from './combine-crc32.ts'
import { gzipPiece, joinGzip } from './gzip-piece.ts'

const bytes = fc.uint8Array({ maxLength: 300 })

test('sums of parts give the sum of the whole', () => {
  fc.assert(
    fc.property(bytes, bytes, (first, second) => {
      const whole = crc32(Buffer.concat([first, second]))
      expect(combineCrc32(crc32(first), crc32(second), second.length)).toBe(whole)
    }),
  )
})

test('pieces come back as one text, whatever their number and level', () => {
  fc.assert(
    fc.property(fc.array(bytes), fc.integer({ min: 1, max: 9 }), (parts, level) => {
      const file = joinGzip(parts.map((part) => gzipPiece(part, level)))
      expect(gunzipSync(file).equals(Buffer.concat(parts))).toBe(true)
    }),
  )
})

test.each([4095, 4096, 100_000, 2 ** 21, 2 ** 21 + 1])(
  'a piece of %i bytes comes back between others, whoever deflates it',
  (length) => {
    const parts = [
      Buffer.from('{"id":1}\n'),
      Buffer.alloc(length, '{"id":2,"more":"…"}\n'),
      Buffer.from('{"id":3}\n'),
    ]
    const file = joinGzip(parts.map((part) => gzipPiece(part, 6)))
    expect(gunzipSync(file).equals(Buffer.concat(parts))).toBe(true)
  },
)

test('the same pieces give the same bytes, without a time in them', () => {
  const pieces = () => ['{"id":1}\n', '{"id":2}\n'].map((line) => gzipPiece(Buffer.from(line), 6))
  const file = joinGzip(pieces())
  expect(file.equals(joinGzip(pieces()))).toBe(true)
  expect(file.readUInt32LE(4)).toBe(0)
})

test('a damaged piece is found out', () => {
  const [piece, other] = ['one', 'two'].map((text) => gzipPiece(Buffer.from(text), 6))
  const wrong = { ...other, bytes: piece?.bytes } as NonNullable<typeof piece>
  expect(() => gunzipSync(joinGzip([wrong]))).toThrow(/incorrect data check/)
})
