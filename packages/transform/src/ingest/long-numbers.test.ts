import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayHoldLongNumber, quoteLongNumbers } from './long-numbers.ts'

const quoted = (line: string) => quoteLongNumbers(Buffer.from(line)).toString()

test.each([
  ['{"a":12345678901234567.89,"b":2}', '{"a":"12345678901234567.89","b":2}'],
  ['{"a":[-0.1234567890123456 , 1]}', '{"a":["-0.1234567890123456" , 1]}'],
  ['{"a": 1234567890123456789012}', '{"a": "1234567890123456789012"}'],
  ['{"a":1.234567890123e-10}', '{"a":"1.234567890123e-10"}'],
  ['{"a":0.00001}', '{"a":"0.00001"}'],
])('a number that would be rounded becomes a text: %s', (line, expected) => {
  expect(quoted(line)).toBe(expected)
})

test.each([
  '{"a":123456789012345678,"b":1.5,"c":-0.001,"d":[true,false,null]}',
  '{"a":"1, 12345678901234567.89 ","b":"\\\\\\", 12345678901234567.89,"}',
  '{"1234567890123456.5":1}',
  '{1234567890123456.5:1}',
  '{"a":1,1234567890123456.5:1}',
  '{"a":01234567890123456.5}',
  '{"a":1234567890123456.}',
  '{"a":1.2345678901234.5}',
  '{"a" 1234567890123456.5}',
  '{"a":"12345678901234567.89',
  '{"a":1234567890123456.5',
])('what is no such number stays as it is: %s', (line) => {
  expect(quoted(line)).toBe(line)
})

test('wherever a long number lies in a block, it is noticed', () => {
  for (let place = 0; place < 40; place += 1) {
    const block = (value: string) => Buffer.from(`{"${'x'.repeat(place)}":${value}}\n{"id":1}\n`)
    expect(mayHoldLongNumber(block('1.23456789012345'))).toBe(true)
    expect(mayHoldLongNumber(block('1234567890123456789'))).toBe(true)
    expect(mayHoldLongNumber(block('0.00001'))).toBe(true)
    expect(mayHoldLongNumber(block('123456789012345678'))).toBe(false)
    expect(mayHoldLongNumber(block('"1.23456789012345678"'))).toBe(false)
  }
})

/** A value, each of its numbers as its text. */
const withTexts = (json: string) =>
  JSON.parse(json, (_name, value) => (typeof value === 'number' ? String(value) : value))

test('a line means the same, but that long numbers are texts', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1), (record, indent) => {
      const line = JSON.stringify({ record }, null, indent).replaceAll('\n', ' ')
      expect(withTexts(quoted(line))).toEqual(withTexts(line))
    }),
    { numRuns: 200 },
  )
})
