import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Deflater } from './deflater.ts'

const deflater = Deflater.open() as Deflater

const inflated = (deflated: Uint8Array) =>
  inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH })

/** The size of what came back whole. */
const sizeOf = (plain: Buffer, level: number): number => {
  const deflated = deflater.deflate(plain, level)
  if (!inflated(deflated).equals(plain)) throw new Error('The bytes that came back are others.')
  return deflated.length
}

/** Numbers that look drawn, the same ones for the same seed. */
function* drawn(seed: number): Generator<number, never> {
  let bits = seed | 1
  for (;;) {
    bits ^= bits << 13
    bits ^= bits >>> 17
    bits ^= bits << 5
    yield bits >>> 0
  }
}

const noise = (bytes: number, values = 256, seed = 7): Buffer => {
  const numbers = drawn(seed)
  return Buffer.from(Uint8Array.from({ length: bytes }, () => numbers.next().value % values))
}

const ndjson = (records: number, seed = 3): Buffer => {
  const numbers = drawn(seed)
  const next = (below: number) => numbers.next().value % below
  const lines = Array.from({ length: records }, (_, index) =>
    JSON.stringify({
      id: 5_600_000_000_000 + index * 1000 + next(1000),
      email: `${next(9999).toString(36)}@mail.example`,
      created_at: new Date(1.7e12 + index * 40_000 + next(40_000)).toISOString(),
      total: `${next(900)}.${next(100)}`,
      items: Array.from({ length: 1 + next(3) }, () => ({
        sku: `S-${next(300)}`,
        quantity: next(4),
      })),
    }),
  )
  return Buffer.from(`${lines.join('\n')}\n`)
}

describe('what zlib inflates is what was deflated', () => {
  const levels = fc.integer({ min: 1, max: 9 })
  const thorough = process.env.DESCANT_LONG ? 20 : 1

  test('of any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.array(fc.constantFrom(0, 1, 65), { maxLength: 5000 }).map((list) => Uint8Array.from(list)),
      fc
        .array(fc.string({ maxLength: 12 }), { maxLength: 12 })
        .chain((words) => fc.array(fc.constantFrom('', ...words), { maxLength: 900 }))
        .map((words) => Buffer.from(words.join(','))),
    )
    fc.assert(
      fc.property(bytes, levels, (plain, level) => {
        sizeOf(Buffer.from(plain), level)
      }),
      { numRuns: 200 * thorough },
    )
  })

  test('of pieces of any length and variety', () => {
    const piece = fc.record({
      bytes: fc.integer({ min: 0, max: 300_000 }),
      values: fc.constantFrom(1, 2, 3, 7, 40, 256),
      seed: fc.integer({ min: 1, max: 1e6 }),
      period: fc.constantFrom(1, 3, 255, 4096, 32_767, 32_768, 32_769, 65_536, 1e6),
    })
    fc.assert(
      fc.property(piece, levels, ({ bytes, values, seed, period }, level) => {
        const plain = noise(Math.min(bytes, period), values, seed)
        sizeOf(Buffer.alloc(bytes, plain.length > 0 ? plain : 0), level)
      }),
      { numRuns: 20 * thorough },
    )
  })

  test.each([0, 1, 3, 4, 5, 258, 259, 32_768, 65_000, 65_535, 65_536, 131_070])(
    'of %i bytes that repeat or do not',
    (bytes) => {
      expect(sizeOf(noise(bytes), 6)).toBeLessThan(bytes * 1.001 + 20)
      expect(sizeOf(Buffer.alloc(bytes, 'a'), 6)).toBeLessThan(bytes / 200 + 40)
    },
  )

  test('of bytes of which the rarest would have a code of more than 15 bits', () => {
    const frequencies = Array.from({ length: 18 }, (_, index) => Math.ceil(1.7 ** (index - 1)))
    const rare = frequencies.flatMap((count, index) => Array<number>(count).fill(200 + index))
    // Three of two hundred others after each, so that hardly any four bytes come twice.
    const others = noise(rare.length * 3, 200)
    const plain = rare.flatMap((byte, index) => [
      byte,
      ...others.subarray(index * 3, index * 3 + 3),
    ])
    sizeOf(Buffer.from(plain), 1)
  })
})

test('the same bytes are deflated alike, whatever was deflated before', () => {
  const plain = ndjson(500)
  const first = Buffer.from(deflater.deflate(plain, 6))
  deflater.deflate(noise(100_000), 6)
  expect(first.equals(deflater.deflate(plain, 6))).toBe(true)
})

test('records take at most a twentieth more than what zlib makes of them at the same level', () => {
  const plain = ndjson(4000)
  for (const level of [1, 3, 6, 9]) {
    const zlib = deflateRawSync(plain, { level, finishFlush: constants.Z_SYNC_FLUSH }).length
    expect(sizeOf(plain, level) / zlib, `level ${level}`).toBeLessThan(1.05)
  }
})

test('a higher level takes less room', () => {
  const plain = ndjson(4000)
  const sizes = [1, 3, 6, 9].map((level) => sizeOf(plain, level))
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
})
