import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendMetadata } from './append-metadata.ts'

const metadata = {
  extractedAt: '2026-11-23T02:00:00.000Z',
  receivedAt: '2026-11-23T02:00:01.000Z',
  batchedAt: '2026-11-23T02:00:02.000Z',
  sequence: 1763863200000000,
  tableVersion: undefined,
}

const facts =
  '"_sdc_extracted_at":"2026-11-23T02:00:00.000Z","_sdc_received_at":"2026-11-23T02:00:01.000Z",' +
  '"_sdc_batched_at":"2026-11-23T02:00:02.000Z","_sdc_sequence":1763863200000000,' +
  '"_sdc_table_version":null}'

const lineOf = (text: string) => appendMetadata(text, JSON.parse(text), metadata)

test('what the pipeline knows is appended to the bytes of the record', () => {
  expect(lineOf('{"total":10.10}')).toBe(`{"total":10.10,${facts}`)
  expect(lineOf('{}')).toBe(`{${facts}`)
  expect(lineOf('{ }')).toBe(`{ ${facts}`)
})

test('the bytes of any record stay as they are', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (record) => {
      const text = JSON.stringify(record)
      const line = lineOf(text)
      expect(line.startsWith(text.slice(0, -1))).toBe(true)
      expect(JSON.parse(line)).toMatchObject({ _sdc_sequence: 1763863200000000 })
    }),
  )
})

test('a member that the tap has set itself is kept and does not stand twice', () => {
  const line = lineOf('{"id":1,"_sdc_sequence":7,"note":"_sdc_batched_at"}')
  expect(line.match(/"_sdc_sequence":/g)).toHaveLength(1)
  expect(JSON.parse(line)).toMatchObject({ _sdc_sequence: 7, _sdc_batched_at: metadata.batchedAt })
})

test('the table version is told where there is one', () => {
  expect(appendMetadata('{}', {}, { ...metadata, tableVersion: 3 })).toContain(
    '"_sdc_table_version":3}',
  )
})
