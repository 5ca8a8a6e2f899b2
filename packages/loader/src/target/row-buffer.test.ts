import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowBuffer } from './row-buffer.ts'

test('gives what was added and not taken out, in order', () => {
  const row = fc.uint8Array({ minLength: 1 })
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.boolean())), (rows) => {
      const buffer = new RowBuffer()
      for (const [bytes, isDropped] of rows) {
        const number = buffer.add(bytes)
        expect(buffer.get(number)).toEqual(Buffer.from(bytes))
        if (isDropped) buffer.drop(number)
      }
      const expected = Buffer.concat(rows.flatMap(([bytes, isGone]) => (isGone ? [] : [bytes])))
      expect(Buffer.concat([...buffer.pieces()])).toEqual(expected)
      expect(buffer.isEmpty).toBe(expected.length === 0)
    }),
  )
})

test('grows with what it holds', () => {
  const buffer = new RowBuffer()
  const row = Buffer.alloc(100_000, 'ab')
  for (let i = 0; i < 3; i++) buffer.add(row)
  expect(Buffer.concat([...buffer.pieces()]).equals(Buffer.concat([row, row, row]))).toBe(true)
})
