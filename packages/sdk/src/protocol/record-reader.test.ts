import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProtocolError } from '../errors.ts'
import type { RecordMessage } from './message.ts'
import { parseMessage } from './parse-message.ts'
import { RecordReader } from './record-reader.ts'

/** A message as far as two readers must agree on it. */
const plain = (read: () => ReturnType<typeof parseMessage>) => {
  try {
    const message = read()
    if (message.type !== 'RECORD') return message
    const { stream, text, timeExtracted, version, lineNumber, record } = message
    return { stream, text, timeExtracted, version, lineNumber, record }
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError)
    return (error as Error).message
  }
}

/** As a screen says it, which has no doubts. */
const isObject = (_stream: string, text: string) => {
  try {
    return text.startsWith('{') && typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** Reads lines in all ways and expects the same. */
const expectSame = (lines: readonly string[]) => {
  for (const reader of [new RecordReader(), new RecordReader(isObject)]) {
    lines.forEach((line, index) => {
      expect(plain(() => reader.read(line, index + 1))).toEqual(
        plain(() => parseMessage(line, index + 1)),
      )
    })
  }
}

test('what is read is what is read one at a time, for lines of any shape', () => {
  // Texts that are easily mistaken for the end of a record.
  const trap = fc.constantFrom(
    '"}',
    '}',
    ',"time_extracted":"x"}',
    '{',
    '\\',
    'time_extracted',
    '"',
  )
  const value = fc.oneof(trap, fc.string(), fc.integer(), fc.object({ maxDepth: 2 }))
  const record = fc.dictionary(fc.oneof(fc.string(), trap), value, { maxKeys: 4 })
  const time = fc.constantFrom(
    undefined,
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00Z',
    'a"b',
    'c\\d',
  )
  const line = fc
    .tuple(
      fc.constantFrom('a', 'b', 'é"'),
      record,
      time,
      fc.constantFrom(undefined, 1, 2),
      fc.constantFrom('', ' '),
    )
    .map(([stream, body, time_extracted, version, space]) => {
      const members = { type: 'RECORD', stream, record: body, version, time_extracted }
      const text = Object.entries(members)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => `"${name}":${space}${JSON.stringify(member)}`)
      return `{${text.join(`,${space}`)}}`
    })
  const broken = fc.tuple(line, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)))
  const other = fc.constantFrom(
    '{"type":"STATE","value":{"a":1.0}}',
    '{"type":"SCHEMA","stream":"a","schema":{}}',
  )
  const mostlyRecords = fc.oneof({ weight: 8, arbitrary: line }, broken, other)
  fc.assert(
    fc.property(fc.array(mostlyRecords, { maxLength: 12 }), (lines) => expectSame(lines)),
    { numRuns: 1000 },
  )
})

test.each([
  ['a record within the record', '{"record":{"x":1}}', '{"record":{"x":2}}'],
  ['a record that ends like the frame', '{"a":"b"}', '{"a":"}"}'],
  ['a record that is empty', '{}', '{"a":1}'],
  ['two records in one line', '{"a":1},"record":{"a":2}', '{"a":3},"record":{"a":4}'],
])('%s', (_, first, second) => {
  const frame = (text: string) =>
    `{"type":"RECORD","stream":"s","record":${text},"time_extracted":"2026-01-01T00:00:00Z"}`
  expectSame([frame(first), frame(second), frame(first)])
})

test('a record after another of its stream is cut out without a search', () => {
  const reader = new RecordReader()
  const line = (id: string) => `{"type":"RECORD","stream":"s","record":{"id":${id}}}`
  reader.read(line('1'), 1)
  const message = reader.read(line('2.0'), 2) as RecordMessage
  expect(message.text).toBe('{"id":2.0}')
})
