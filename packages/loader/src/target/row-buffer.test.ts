import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowBuffer } from './row-buffer.ts'

test('gives what was added and not taken out, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.boolean())), (rows) => {
      const buffer = new RowBuffer()
      for (const [row, isDropped] of rows) {
        const number = buffer.add(row)
        expect(buffer.get(number)).toBe(Buffer.from(row).toString())
        if (isDropped) buffer.drop(number)
      }
      const expected = rows.flatMap(([row, isDropped]) => (isDropped ? [] : [`${row}\n`])).join('')
      expect(Buffer.concat([...buffer.pieces()]).toString()).toBe(Buffer.from(expected).toString())
      expect(buffer.isEmpty).toBe(expected === '')
    }),
  )
})

test('grows with what it holds', () => {
  const buffer = new RowBuffer()
  const row = 'ü'.repeat(100_000)
  for (let i = 0; i < 3; i++) buffer.add(row)
  expect(Buffer.concat([...buffer.pieces()]).toString()).toBe(`${row}\n`.repeat(3))
})
