import { describe, expect, test } from 'vitest'
import { PiecePacker } from './pack-piece.ts'
import { openScreen, type ScreenMemory } from './screen/screen-memory.ts'

const receivedAt = '2026-11-23T02:00:00.000Z'
const batchedAt = '2026-11-23T01:59:59.000Z'

const schema = {
  properties: {
    id: { type: 'integer' },
    when: { format: 'date-time' },
    _sdc_sequence: { type: 'integer' },
  },
}
const stream = { name: 'a', schema, schemaText: JSON.stringify(schema), keyProperties: ['id'] }

const packer = (memory: ScreenMemory | undefined) =>
  new PiecePacker({ id: 0, stream, judge: schema }, memory)

/** Packs lines as one run. */
const pack = (packs: PiecePacker, lines: readonly string[], firstSequence = 1) => {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const facts = { firstLine: 1, firstSequence, firstOrdinal: 0, receivedAt }
  const runs = [{ records: lines.length, ...facts }]
  const result = packs.pack({ bytes, length: bytes.length, runs, bare: undefined, batchedAt })
  return { ...result, lines: result.lines.toString().split('\n').slice(0, -1) }
}

const line = (record: string, more = '') =>
  `{"type":"RECORD","stream":"a","record":${record}${more}}`

const packed = (record: string, sequence: number, extractedAt = `"${receivedAt}"`) =>
  `${record.slice(0, -1)},"_sdc_extracted_at":${extractedAt},"_sdc_received_at":"${receivedAt}",` +
  `"_sdc_batched_at":"${batchedAt}","_sdc_sequence":${sequence},"_sdc_table_version":null}`

test('this machine runs the compiled screen', () => {
  expect(openScreen()).toBeDefined()
})

describe.each([
  ['with the compiled screen', openScreen()],
  ['where every record is parsed', undefined],
])('%s', (_, memory) => {
  test('sequences grow, also by a digit', () => {
    const records = Array.from({ length: 5 }, (__, index) => `{"id":${index}}`)
    const { lines } = pack(
      packer(memory),
      records.map((record) => line(record)),
      97,
    )
    expect(lines).toEqual(records.map((record, index) => packed(record, 97 + index)))
  })

  test('a time is the line’s own', () => {
    const times = ['"1"', '"a longer one than the others, é"', '""', '"\\u0041\\n"', '"2"']
    const { lines } = pack(
      packer(memory),
      times.map((time) => line('{"id":1}', `,"time_extracted":${time}`)),
    )
    const expected = ['"1"', '"a longer one than the others, é"', '""', '"A\\n"', '"2"']
    expect(lines).toEqual(expected.map((time, index) => packed('{"id":1}', index + 1, time)))
  })

  test('what is bad is rejected among good ones, each at its place', () => {
    const records = [
      '{"id":1}',
      '{"id":"x"}',
      '{"id":2}',
      '{"id":3,"when":"noon"}',
      '{}',
      '{"id":4}',
    ]
    const { lines, rejects } = pack(
      packer(memory),
      records.map((record) => line(record)),
    )
    expect(lines).toEqual([packed('{"id":1}', 1), packed('{"id":2}', 3), packed('{"id":4}', 6)])
    expect(rejects.map(({ place, raw }) => [place, raw])).toEqual([
      [1, '{"id":"x"}'],
      [3, '{"id":3,"when":"noon"}'],
      [4, '{}'],
    ])
  })

  test('a member of ours is never there twice', () => {
    const own = '{"id":2,"_sdc_sequence":9}'
    const { lines } = pack(packer(memory), [
      line('{"id":1}'),
      line(own),
      line('{"id":1,"_sdc":{}}'),
    ])
    const times = `"_sdc_received_at":"${receivedAt}","_sdc_batched_at":"${batchedAt}"`
    expect(lines).toEqual([
      packed('{"id":1}', 1),
      `${own.slice(0, -1)},"_sdc_extracted_at":"${receivedAt}",${times},"_sdc_table_version":null}`,
      packed('{"id":1,"_sdc":{}}', 3),
    ])
  })

  test('lines with much around the record, and long records', () => {
    const around = `,"more":"${'x'.repeat(5000)}"`
    const long = `{"id":1,"text":"${'é'.repeat(300_000)}"}`
    const records = [line('{"id":1}', around), line('{"id":1}', around), line(long)]
    const { lines } = pack(packer(memory), records)
    const [first, second] = ['{"id":1}', long]
    expect(lines).toEqual([packed(first, 1), packed(first, 2), packed(second, 3)])
  })
})

test('good records ask for no validator, the first one neither', () => {
  const schema = { properties: { id: { type: 'integer' }, odd: { minimum: 'cannot be compiled' } } }
  const plan = { id: 0, stream: { ...stream, schema }, judge: schema }
  const packs = new PiecePacker(plan, openScreen())
  expect(pack(packs, [line('{"id":1}')]).lines).toEqual([packed('{"id":1}', 1)])
  expect(() => pack(packs, [line('{"id":"x"}')])).toThrow('minimum')
})
