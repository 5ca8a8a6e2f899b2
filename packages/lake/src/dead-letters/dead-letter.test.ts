import { expect, test } from 'vitest'
import {
  type DeadLetterFacts,
  deadLetter,
  deadLetterRecord,
  parseDeadLetter,
  serialiseDeadLetter,
} from './dead-letter.ts'

const facts: DeadLetterFacts = {
  customer: 'acme',
  provider: 'shop',
  stream: 'orders',
  stage: 'target-s3-ndjson',
  type: 'schema',
  reasonCode: 'SCHEMA_VIOLATION',
  messages: [{ path: '/total', keyword: 'type', message: 'must be a string' }],
  record: '{"id": 9007199254740993, "__proto__": 1.10}',
  source: { objectKey: 'a/b.ndjson.gz', lineNumber: 7 },
  schemaVersion: '3',
  processor: 'target-s3-ndjson 0.1.0',
  failedAt: new Date('2026-11-23T02:00:00Z'),
  run: 'r1',
}

test('an envelope has the names of the wire', () => {
  expect(deadLetter(facts)).toEqual({
    dlq_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    customer: 'acme',
    provider: 'shop',
    stream: 'orders',
    stage: 'target-s3-ndjson',
    kind: 'schema',
    reason_code: 'SCHEMA_VIOLATION',
    messages: facts.messages,
    record: facts.record,
    record_encoding: 'utf-8',
    source: { object_key: 'a/b.ndjson.gz', line_number: 7 },
    metadata: null,
    schema_version: '3',
    processor: 'target-s3-ndjson 0.1.0',
    first_failed_at: '2026-11-23T02:00:00.000Z',
    attempts: [{ at: '2026-11-23T02:00:00.000Z', run: 'r1', reason_code: 'SCHEMA_VIOLATION' }],
    status: 'parked',
    replay_run_id: null,
  })
})

test.each([
  ['text', facts.record, Buffer.from(String(facts.record))],
  ['bytes', Buffer.from('{"é":1}'), Buffer.from('{"é":1}')],
  ['bytes that are no text', Buffer.from([0xff, 0x00]), Buffer.from([0xff, 0x00])],
  ['nothing', null, null],
])('a record that was %s comes back byte for byte from its line', (_, record, bytes) => {
  const line = serialiseDeadLetter(deadLetter({ ...facts, record }))
  expect(line).not.toContain('\n')
  expect(deadLetterRecord(parseDeadLetter(line))).toEqual(bytes)
})

test('the id is the same for the same record, place and reason, in whatever run', () => {
  const { dlq_id } = deadLetter(facts)
  const later = { failedAt: new Date(0), run: 'r2', processor: 'another 2.0.0', messages: [] }
  expect(deadLetter({ ...facts, ...later }).dlq_id).toBe(dlq_id)
  expect(deadLetter({ ...facts, record: '{}' }).dlq_id).not.toBe(dlq_id)
  expect(deadLetter({ ...facts, stream: 'products' }).dlq_id).not.toBe(dlq_id)
  expect(deadLetter({ ...facts, source: { lineNumber: 8 } }).dlq_id).not.toBe(dlq_id)
})

test.each(['', 'null', '[]', '{}', '{"dlq_id":"x"}', 'not json'])(
  '%j is no dead letter',
  (line) => {
    expect(() => parseDeadLetter(line)).toThrow(
      expect.objectContaining({ code: 'LAKE_DEAD_LETTER' }),
    )
  },
)
