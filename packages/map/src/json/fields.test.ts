import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newField, readFields, writeFields } from './fields.ts'

const textsOf = (text: string) =>
  [...readFields(text)].map(([name, field]) => [name, field.key, field.text])

test('the bytes of names and values are kept', () => {
  expect(textsOf('{"a": 10.10 ,"caf\\u00e9":[ 1e400 ],"":"\\u0041"}')).toEqual([
    ['a', '"a"', '10.10'],
    ['café', '"caf\\u00e9"', '[ 1e400 ]'],
    ['', '""', '"\\u0041"'],
  ])
})

test('the last of two equal names counts, in the place of the first', () => {
  expect(textsOf('{"a":1,"b":2,"\\u0061":3}')).toEqual([
    ['a', '"\\u0061"', '3'],
    ['b', '"b"', '2'],
  ])
})

test('names that objects stumble over are names like others', () => {
  const text = '{"__proto__":{"x":1},"10":1,"2":2,"constructor":null}'
  expect(writeFields(readFields(text))).toBe(text)
})

describe('for any object', () => {
  const json = fc.object({ maxDepth: 4 }).map((value) => JSON.stringify(value))

  test('reading and writing gives the same text', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(writeFields(readFields(text))).toBe(text)
      }),
    )
  })

  test('the fields are those of JSON.parse', () => {
    fc.assert(
      fc.property(json, (text) => {
        const fields = [...readFields(text)].map(([name, field]) => [name, JSON.parse(field.text)])
        expect(new Map(fields as [string, unknown][])).toEqual(
          new Map(Object.entries(JSON.parse(text))),
        )
      }),
    )
  })
})

test('a new field has its name written as JSON', () => {
  expect(writeFields(new Map([['a"b', newField('a"b', '1')]]))).toBe('{"a\\"b":1}')
})
