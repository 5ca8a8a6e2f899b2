import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLineBytes, readLines } from './read-lines.ts'

const linesOf = (chunks: readonly (Buffer | string)[], name?: string) =>
  Readable.from(readLines(Readable.from(chunks), name)).toArray()

/** A body cut at random places, as a network cuts it. */
const cutUp = (body: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (body.length + 1)), body.length])].sort(
    (a, b) => a - b,
  )
  return places.slice(1).map((end, index) => body.subarray(places[index], end))
}

describe('lines', () => {
  test.each([
    ['nothing', '', []],
    ['a line break', '\n', []],
    ['no last line break', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['CRLF', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    ['blank lines', '\n\n{"a":1}\n \t\r\n\r\n{"b":2}\n\n', ['{"a":1}', '{"b":2}']],
    ['a byte order mark', '\ufeff{"a":1}\n', ['{"a":1}']],
    ['a byte order mark and no more', '\ufeff', []],
    ['a byte order mark later on, which is text', 'a\n\ufeffb', ['a', '\ufeffb']],
    [
      'Unicode line separators, which are text',
      '{"a":"\u2028\u2029\u0085"}',
      ['{"a":"\u2028\u2029\u0085"}'],
    ],
    ['a carriage return inside', 'a\rb\n', ['a\rb']],
    ['spaces around', ' {"a":1} \n', [' {"a":1} ']],
  ])('of a body with %s', async (_, text, lines) => {
    expect(await linesOf([text])).toEqual(lines)
    expect(await linesOf([gzipSync(text)])).toEqual(lines)
  })

  test('are the same however the body is cut, plain or zipped, in one member or several', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\n', '\r\n', 'é', '\u{1f600}', ' ', '\ufeff'),
    })
    await fc.assert(
      fc.asyncProperty(text, text, fc.array(fc.nat()), async (first, second, cuts) => {
        const whole = await linesOf([first + second])
        expect(await linesOf(cutUp(Buffer.from(first + second), cuts))).toEqual(whole)
        const members = Buffer.concat([gzipSync(first), gzipSync(second)])
        expect(await linesOf(cutUp(members, cuts))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('keep bytes that are no UTF-8, where bytes are asked for', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a])
    const lines = await Readable.from(readLineBytes(Readable.from([bytes]))).toArray()
    expect(lines).toEqual([bytes.subarray(0, 4)])
    expect(await linesOf([bytes])).toEqual(['"\ufffd\ufffd"'])
  })
})

describe('a damaged body', () => {
  const zipped = gzipSync('{"a":1}\n'.repeat(1000))
  const flipped = Buffer.from(zipped)
  flipped.writeUInt32LE(1, flipped.length - 8)

  test.each([
    ['cut in its data', zipped.subarray(0, zipped.length - 12), /cut short/],
    ['cut in its trailer', zipped.subarray(0, zipped.length - 3), /cut short/],
    ['cut after the mark', zipped.subarray(0, 2), /cut short/],
    ['cut in its second member', Buffer.concat([zipped, zipped.subarray(0, 20)]), /cut short/],
    ['with a wrong checksum', flipped, /damaged/],
    ['of another compression', Buffer.from([0x1f, 0x8b, 0x07, 0, 0, 0, 0, 0, 0, 0]), /damaged/],
  ])('that is %s is an error that names it', async (_, body, words) => {
    const failed = linesOf([body], 'acme/shop/orders.ndjson.gz')
    await expect(failed).rejects.toMatchObject({
      code: 'LAKE_GZIP',
      message: expect.stringMatching(/^acme\/shop\/orders\.ndjson\.gz /),
    })
    await expect(linesOf([body])).rejects.toThrow(words)
  })

  test('that breaks on the way gives its own error', async () => {
    async function* breaks() {
      yield zipped.subarray(0, 50)
      throw new Error('network')
    }
    await expect(Readable.from(readLines(Readable.from(breaks()))).toArray()).rejects.toThrow(
      'network',
    )
  })

  test('that breaks before it is read keeps its error for the reader', async () => {
    const body = Readable.from(['x'])
    const lines = readLines(body)
    body.destroy(new Error('early'))
    await new Promise((resolve) => body.once('close', resolve))
    await expect(Readable.from(lines).toArray()).rejects.toThrow('early')
  })

  test('closes its source when the reader has had enough', async () => {
    const source = Readable.from([gzipSync('a\nb\nc\n'), Buffer.alloc(0)])
    for await (const line of readLines(source)) if (line === 'a') break
    expect(source.destroyed).toBe(true)
  })
})
