import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../errors.ts'
import type { RecordMessage } from './message.ts'
import { parseMessage } from './parse-message.ts'

const record = (line: string) => parseMessage(line, 7) as RecordMessage

describe('a RECORD keeps its bytes', () => {
  test.each([
    ['long decimals', '{"total":10.10,"rate":0.1000000000000000055511151231257827}'],
    ['integers beyond 2^53', '{"id":9007199254740993,"big":123456789012345678901234567890}'],
    ['numbers that a double cannot hold', '{"a":1e400,"b":-0,"c":1E+2}'],
    ['escapes', '{"a":"\\u00e9\\/\\ud83d\\ude00","b":"\\u0000"}'],
    ['integer-like keys in their order', '{"10":1,"2":2,"a":3}'],
    ['__proto__', '{"__proto__":{"polluted":true},"id":1}'],
    ['duplicate keys', '{"a":1,"a":2}'],
    ['white space', '{ "a" : [ 1 , 2 ] }'],
    ['braces and quotes in strings', '{"a":"}{\\"][\\\\","b":{"c":"\\\\"}}'],
    ['an empty object', '{}'],
  ])('%s', (_, text) => {
    expect(record(`{"type":"RECORD","stream":"s","record":${text},"version":3}`).text).toBe(text)
    expect(record(`{"record":${text},"stream":"s","type":"RECORD"}`).text).toBe(text)
  })

  test('for any JSON, wherever the record stands in its line', () => {
    const json = fc.object({ maxDepth: 4 }).map((value) => JSON.stringify(value))
    const position = fc.integer({ min: 0, max: 3 })
    fc.assert(
      fc.property(json, position, fc.constantFrom('', ' ', '\t'), (text, at, space) => {
        const parts = ['"type":"RECORD"', `"stream":"s"`, '"extra":{"record":[1,{"a":"}"}]}']
        parts.splice(at, 0, `"record":${space}${text}`)
        expect(record(`{${parts.join(`${space},${space}`)}}`).text).toBe(text)
      }),
    )
  })

  test('and its parsed form does not reach the prototype', () => {
    const parsed = record('{"type":"RECORD","stream":"s","record":{"__proto__":{"x":1}}}').record
    expect(Object.hasOwn(parsed, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
  })
})

test('a STATE keeps its bytes', () => {
  const text = '{"lsn":12345678901234567890,"f":1.10,"z":null,"10":1,"2":2}'
  expect(parseMessage(`{"type":"STATE","value":${text}}`)).toEqual({ type: 'STATE', text })
  expect(parseMessage('{"type":"STATE","value":null}')).toEqual({ type: 'STATE', text: 'null' })
})

describe('lenient where the spec and the field are', () => {
  test.each(['record', 'Record', 'RECORD'])('a type may be written %s', (type) => {
    expect(parseMessage(`{"type":"${type}","stream":"s","record":{}}`).type).toBe('RECORD')
  })

  test('an escaped key or value is understood', () => {
    expect(parseMessage('{"type":"RECOR\\u0044","stream":"a\\u0062","record":{}}')).toMatchObject({
      stream: 'ab',
    })
  })

  test('the last of two equal keys counts', () => {
    const line = '{"type":"RECORD","stream":"a","record":{"n":1},"stream":"b","record":{"n":2}}'
    expect(record(line)).toMatchObject({ stream: 'b', text: '{"n":2}' })
  })

  test('fields that are not known are passed over', () => {
    const line = '{"type":"RECORD","stream":"s","record":{"a":1},"schema":"hello","x":[{}]}'
    expect(record(line).text).toBe('{"a":1}')
  })

  test.each([
    ['a list', ',"key_properties":["id","at"]', ['id', 'at']],
    ['a string', ',"key_properties":"id"', ['id']],
    ['null', ',"key_properties":null', []],
    ['nothing', '', []],
  ])('key_properties may be %s', (_, member, keyProperties) => {
    expect(parseMessage(`{"type":"SCHEMA","stream":"s","schema":{}${member}}`)).toMatchObject({
      schema: {},
      keyProperties,
    })
  })

  test('a type that is not known is named', () => {
    expect(parseMessage('{"type":"FOO","record":{}}')).toEqual({ type: 'UNKNOWN', name: 'FOO' })
  })
})

test('both dialects of BATCH are read', () => {
  const meltano =
    '{"type":"BATCH","stream":"s","encoding":{"format":"jsonl","compression":"gzip"},' +
    '"manifest":["file:///a.gz","file:///b.gz"]}'
  const pipelineWise = '{"type":"BATCH","stream":"s","filepath":"/tmp/a.csv","format":"csv"}'
  expect(parseMessage(meltano)).toMatchObject({
    files: ['file:///a.gz', 'file:///b.gz'],
    format: 'jsonl',
    compression: 'gzip',
  })
  expect(parseMessage(pipelineWise)).toMatchObject({
    files: ['/tmp/a.csv'],
    format: 'csv',
    compression: undefined,
  })
})

describe('a broken line is refused with its number and its fault', () => {
  test.each([
    ['no JSON', 'not json', /Line 7 .*not a JSON object/],
    ['a list', '[1]', /not a JSON object/],
    ['cut short', '{"type":"RECORD","stream":"s","record":{"a":1', /ends within an object/],
    ['cut short in a string', '{"type":"RECORD","stre', /no end/],
    ['followed by more', '{"type":"STATE","value":1} {}', /stands after the object/],
    ['no type', '{"record":{}}', /no `type`/],
    ['no stream', '{"type":"RECORD","record":{}}', /RECORD message has no `stream`/],
    ['no record', '{"type":"RECORD","stream":"s"}', /no `record` object/],
    ['a record that is a list', '{"type":"RECORD","stream":"s","record":[]}', /no `record` object/],
    ['no schema', '{"type":"SCHEMA","stream":"s"}', /no `schema` object/],
    ['no value', '{"type":"STATE"}', /no `value`/],
    ['a STATE that is not JSON', '{"type":"STATE","value":{"a":tru}}', /not JSON/],
    ['no version', '{"type":"ACTIVATE_VERSION","stream":"s"}', /integer `version`/],
  ])('%s', (_, line, words) => {
    expect(() => parseMessage(line, 7)).toThrow(ProtocolError)
    expect(() => parseMessage(line, 7)).toThrow(words)
  })

  test('a record whose inside is not JSON is refused when it is looked at', () => {
    const message = record('{"type":"RECORD","stream":"s","record":{"a":NaN}}')
    expect(() => message.record).toThrow(/Line 7 .*not JSON/)
  })

  test('and the values in it are kept out of the words', () => {
    const line = '{"record":{"email":"jane@example.com"},"type":12'
    expect(() => parseMessage(line)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('jane') }),
    )
  })
})
