import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NumberLiteral, stringifyExact } from './exact-json.ts'

test('bigints and literals are written to the last digit', () => {
  const record = {
    id: 9007199254740993n,
    price: new NumberLiteral('99999999999999.990'),
    list: [1n, new NumberLiteral('-1.5e400'), undefined, null],
    at: new Date(0),
    left: undefined,
    text: 'é"\\',
  }
  expect(stringifyExact(record)).toBe(
    '{"id":9007199254740993,"price":99999999999999.990,"list":[1,-1.5e400,null,null],' +
      '"at":"1970-01-01T00:00:00.000Z","text":"é\\"\\\\"}',
  )
})

test('without them the text is that of JSON.stringify', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withNullPrototype: true }), (value) => {
      expect(stringifyExact({ value })).toBe(JSON.stringify({ value }))
    }),
  )
})

test('the slow way writes what JSON.stringify writes, apart from the exact numbers', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withNullPrototype: true }), (value) => {
      const text = stringifyExact({ value, exact: 1n })
      expect(text).toBe(JSON.stringify({ value, exact: 1 }))
    }),
  )
})

test('a literal that is not a number is refused', () => {
  for (const digits of ['', '1,5', '0x1', '1.', 'NaN', '01', '1}'])
    expect(() => new NumberLiteral(digits)).toThrow(TypeError)
})

test('other errors of a value are not hidden', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(() => stringifyExact(loop)).toThrow(/circular/i)
})
