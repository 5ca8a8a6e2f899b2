import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneMemory } from './fixtures/one-memory.ts'
import { readLines } from './read-lines.ts'

const collect = async (chunks: readonly Uint8Array[]) => {
  const lines: string[] = []
  const invalid: number[] = []
  for await (const block of readLines(oneMemory(chunks))) {
    expect(block.firstLineNumber).toBe(lines.length + 1)
    for (const index of block.invalid.keys()) invalid.push(lines.length + index + 1)
    lines.push(...block.lines)
  }
  return { lines, invalid }
}

const cutAt = (bytes: Buffer, places: readonly number[]) => {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length]
  cuts.sort((a, b) => a - b)
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end))
}

test('lines are the same however the bytes are cut', async () => {
  const line = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\n\r]/g, ''))
  const cuts = fc.array(fc.nat(), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.array(line), cuts, async (lines, places) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const expected = bytes
        .toString()
        .replace(/^\uFEFF/, '')
        .split('\n')
        .slice(0, -1)
      expect((await collect(cutAt(bytes, places))).lines).toEqual(expected)
    }),
  )
})

test.each([
  ['a BOM is taken off once', '\uFEFFa\n\uFEFFb\n', ['a', '\uFEFFb']],
  ['CRLF ends a line', 'a\r\nb\r\n', ['a', 'b']],
  ['the last line needs no end', 'a\nb', ['a', 'b']],
  ['empty lines are lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
  ['nothing is no line', '', []],
])('%s', async (_, text, lines) => {
  expect((await collect([Buffer.from(text)])).lines).toEqual(lines)
})

test('lines that are not UTF-8 are told', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a\n'),
    Buffer.from([0x22, 0xff, 0x0a]),
    Buffer.from('é'),
  ])
  expect((await collect([bytes])).invalid).toEqual([2])
  expect((await collect(cutAt(bytes, [3]))).invalid).toEqual([2])
})

test('a line that has no end is refused before it fills the memory', async () => {
  const endless = (async function* () {
    yield Buffer.from('short\n')
    for (;;) yield Buffer.alloc(1000, 'x')
  })()
  const read = async () => {
    for await (const block of readLines(endless, 10_000)) expect(block.lines).toEqual(['short'])
  }
  await expect(read()).rejects.toMatchObject({ code: 'PROTOCOL_BROKEN', lineNumber: 2 })
})
