import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ValueError } from '../value-error.ts'
import { ExactNumber } from './exact-number.ts'
import { readValue } from './read-value.ts'
import { writeValue } from './write-value.ts'

const refuse = () => {
  throw new ValueError('it gives a value that JSON cannot hold')
}
const write = (value: unknown) => writeValue(value, refuse)

describe('reading', () => {
  test.each([
    ['5', undefined, 5n],
    ['5', { type: 'integer' }, 5n],
    ['5', { type: ['null', 'number'] }, 5],
    ['5', { anyOf: [{ type: 'number' }, { type: 'null' }] }, 5],
    ['5.0', { type: 'integer' }, 5n],
    ['5.0', undefined, 5],
    ['5.5', { type: 'integer' }, 5.5],
    ['9007199254740993', { type: 'integer' }, 9007199254740993n],
    ['9007199254740993', { type: 'number' }, new ExactNumber('9007199254740993')],
    ['1e400', undefined, new ExactNumber('1e400')],
    ['"\\u00e9"', undefined, 'é'],
    ['true', undefined, true],
    ['null', undefined, null],
    ['[1, 2.5]', { items: { type: 'number' } }, [1, 2.5]],
    ['[1]', { anyOf: [{ type: 'array', items: { type: 'number' } }] }, [1]],
    ['{"__proto__":1}', undefined, new Map([['__proto__', 1n]])],
    ['{"a":1}', { properties: { a: { type: 'number' } } }, new Map([['a', 1]])],
  ])('%s as %j', (text, schema, value) => {
    expect(readValue(text, schema)).toEqual(value)
  })

  test.each(['NaN', 'tru', '01', '0x10', '1.', '"a'])('%s is no JSON', (text) => {
    expect(() => readValue(text)).toThrow(SyntaxError)
  })

  test('what is nested without end is refused', () => {
    expect(() => readValue('['.repeat(300) + ']'.repeat(300))).toThrow(ValueError)
  })
})

describe('writing', () => {
  test.each([
    [12345678901234567890n, '12345678901234567890'],
    [new ExactNumber('1.10000000000000000001'), '1.10000000000000000001'],
    [new Date('2026-01-02T03:04:05.678Z'), '"2026-01-02T03:04:05.678Z"'],
    [
      new Map<unknown, unknown>([
        ['a', 1],
        [2n, [null]],
      ]),
      '{"a":1,"2":[null]}',
    ],
    [{ a: new Set([1]) }, '{"a":[1]}'],
    ['\ud800', '"\\ud800"'],
  ])('%o', (value, text) => {
    expect(write(value)).toBe(text)
  })

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [() => 1], [Symbol('x')]])(
    '%o has no JSON',
    (value) => {
      expect(() => write(value)).toThrow(ValueError)
    },
  )
})

test('what is read and written is the same JSON, to the last digit', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(JSON.parse(write(readValue(text)))).toEqual(JSON.parse(text))
    }),
  )
  const digits = '{"a":[12345678901234567890,0.1000000000000000055511151231257827,1e400]}'
  expect(write(readValue(digits))).toBe(digits)
})
