import type { SinkStream } from '@descant/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binaryField } from './binary-field.ts'
import { type Field, fieldsOf, rowOf } from './binary-row.ts'
import { rowLayout } from './row-layout.ts'
import { RowMaker } from './row-maker.ts'
import { openRows, type RowsMemory } from './rows-memory.ts'

const compiled = openRows() as RowsMemory

const stream: SinkStream = {
  name: 'people',
  schema: {
    properties: {
      name: { type: ['null', 'string'] },
      id: { type: 'integer' },
      count: { type: 'integer' },
      price: { type: 'number' },
      isNew: { type: 'boolean' },
      at: { type: 'string', format: 'date-time' },
      day: { type: 'string', format: 'date' },
      more: { type: ['null', 'object'] },
    },
  },
  schemaText: '',
  keyProperties: ['id'],
}
const layout = rowLayout(stream, true)

const own =
  '"_sdc_extracted_at":"2026-01-01T00:00:00Z","_sdc_received_at":"2026-01-01T00:00:01.5Z",' +
  '"_sdc_batched_at":"2026-01-01T00:00:02Z","_sdc_sequence":1700000000000000,"_sdc_table_version":null}'
const makeWith = (maker: RowMaker, lines: readonly string[]) => {
  const { bytes, ...facts } = maker.make(Buffer.from(lines.join('')))
  return { rows: Buffer.from(bytes).toString('latin1'), ...facts }
}
const make = (lines: readonly string[], memory: RowsMemory | undefined) =>
  makeWith(new RowMaker(layout, memory), lines)

/** The fields of the first row, by the names of their columns. */
const firstRow = ({ rows, starts }: ReturnType<typeof makeWith>): Record<string, Field> => {
  const fields = fieldsOf(Buffer.from(rows.slice(0, starts[1]), 'latin1'))
  return Object.fromEntries(layout.columns.map(({ name }, place) => [name, fields[place] ?? null]))
}

/** The JSON of a record, with some freedom in how it is written. */
const line = (members: readonly string[]) => `{${[...members, own].join(',')}\n`

test('the module is there, and makes rows alone where nothing is unusual', () => {
  const lines = [line(['"id":1', '"name":"a"']), line(['"name":"b"', '"id":2', '"more":{}'])]
  const times = ['00', '01.5', '02'].map((second) => `"2026-01-01T00:00:${second}Z"`)
  const rows = [1, 2].map((id) => {
    const name = binaryField(id === 1 ? '"a"' : '"b"', 'text') as Field
    const more = id === 1 ? null : (binaryField('{}', 'jsonb') as Field)
    const [extracted, received, batched] = times.map(
      (time) => binaryField(time, 'timestamp with time zone') as Field,
    ) as [Field, Field, Field]
    const [key, sequence] = [id, 1_700_000_000_000_000].map(
      (number) => binaryField(String(number), 'bigint') as Field,
    ) as [Field, Field]
    const all = [key, name, null, null, null, null, null, more, null]
    return rowOf([...all, extracted, received, batched, sequence, null]).toString('latin1')
  })
  const made = make(lines, compiled)
  const types = layout.columns.map(({ type }) => type)
  expect(made).toMatchObject({ rows: rows.join(''), hasDeleted: false, types, unknown: [] })
  expect([...made.starts]).toEqual([0, rows[0]?.length])
  expect(new Set(made.hashes).size).toBe(2)
  expect(made).toEqual(make(lines, undefined))
})

const name = '\\"N\\\\\\n\\/\\u00e9\\u4e2d\\u0041'
test.each([
  ['a text', ['"name":"é"'], { name: ['"é"', 'text'] }],
  ['escapes in a text', [`"name":"${name}"`], { name: ['"\\"N\\\\\\n/é中A"', 'text'] }],
  ['a NUL', ['"name":"a\\u0000b"'], { name: ['"ab"', 'text'] }],
  ['a pair of halves', ['"name":"\\ud83d\\ude00"'], { name: ['"😀"', 'text'] }],
  ['half a pair', ['"name":"\\ud83d"'], { name: ['"\ufffd"', 'text'] }],
  ['JSON in a text', ['"name":{"a":[1]}'], { name: ['"{\\"a\\":[1]}"', 'text'] }],
  [
    'escapes in JSON',
    ['"more":{"a":"\\"\\\\\\u00e9"}'],
    { more: ['{"a":"\\"\\\\\\u00e9"}', 'jsonb'] },
  ],
  ['half a pair in JSON', ['"more":{"a":"\\ud83d"}'], { more: ['{"a":"\\ufffd"}', 'jsonb'] }],
  [
    'a pair and a NUL in JSON',
    ['"more":"\\ud83d\\ude00\\u0000"'],
    { more: ['"\\ud83d\\ude00"', 'jsonb'] },
  ],
  [
    'spaces',
    [' "count" : 1 ', '\t"more" : { "a" : [ ] }'],
    { count: ['1', 'bigint'], more: ['{ "a" : [ ] }', 'jsonb'] },
  ],
  ['a name that stands twice', ['"name":"a"', '"name":"b"'], { name: ['"b"', 'text'] }],
  ['a whole number with an exponent', ['"count":1e3'], { count: ['1000', 'bigint'] }],
  [
    'a number beyond 64 bits',
    ['"count":99999999999999999999'],
    { count: ['99999999999999999999', 'numeric'] },
  ],
  ['a decimal', ['"price":-12345.6700'], { price: ['-12345.6700', 'numeric'] }],
  [
    'a time with a zone',
    ['"at":"2026-03-01T00:30:00+01:00"'],
    { at: ['"2026-02-28T23:30:00Z"', 'timestamp with time zone'] },
  ],
  ['a time that only the server may read', ['"at":"yesterday"'], { at: ['"yesterday"', 'text'] }],
  [
    'no day of the year',
    ['"at":"2026-02-29T00:00:00Z"'],
    { at: ['"2026-02-29T00:00:00Z"', 'text'] },
  ],
] as const)('%s', (_, members, expected) => {
  const lines = [line(['"id":1', ...members]), line(['"id":2'])]
  const made = make(lines, compiled)
  expect(made).toEqual(make(lines, undefined))
  for (const [column, [json, type]] of Object.entries(expected)) {
    expect(made.types[layout.columns.findIndex((one) => one.name === column)]).toBe(type)
    expect(firstRow(made)[column]).toEqual(binaryField(json, type))
  }
})

test('deleted records and properties without a column are told of', () => {
  const deletedAt = (value: string) => line(['"id":1', `"_sdc_deleted_at":${value}`])
  for (const memory of [compiled, undefined]) {
    expect(make([deletedAt('"2026-01-01T00:00:00Z"')], memory).hasDeleted).toBe(true)
    expect(make([deletedAt('"2026-01-01 00:00:00Z"')], memory).hasDeleted).toBe(true)
    expect(make([deletedAt('null')], memory).hasDeleted).toBe(false)
    expect(make([line(['"id":1', '"x":{"y":"}"}'])], memory).unknown).toEqual(['x'])
  }
})

test('a column keeps the type that held a value', () => {
  for (const memory of [compiled, undefined]) {
    const maker = new RowMaker(layout, memory)
    makeWith(maker, [line(['"id":1', '"count":99999999999999999999'])])
    const made = makeWith(maker, [line(['"id":2', '"count":7'])])
    expect(firstRow(made).count).toEqual(binaryField('7', 'numeric'))
  }
})

test('what a tap wrote in our places and PostgreSQL could not read is left out', () => {
  const lines = ['{"id":1,"_sdc_extracted_at":"soon","_sdc_sequence":"x"}\n']
  for (const memory of [compiled, undefined]) {
    const { id, ...others } = firstRow(make(lines, memory))
    expect(id).toEqual(binaryField('1', 'bigint'))
    expect(new Set(Object.values(others))).toEqual(new Set([null]))
  }
})

test('records that lack most of many columns find room', () => {
  const names = Array.from({ length: 500 }, (_, index) => [`c${index}`, { type: 'string' }])
  const wide = { ...stream, schema: { properties: Object.fromEntries(names) }, keyProperties: [] }
  const lines = Array.from({ length: 20 }, () => line(['"c7":"a"'])).join('')
  const wideLayout = rowLayout(wide, true)
  const rows = [compiled, undefined].map((memory) =>
    new RowMaker(wideLayout, memory).make(Buffer.from(lines)),
  )
  expect(rows[0]).toEqual(rows[1])
  expect(rows[0]?.starts).toHaveLength(20)
})

test('the module and JavaScript make the same rows of any records', { timeout: 120_000 }, () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('\\', '"', '/', '\t', '\n', '\0', 'é', '\u{1f600}', '\ud83d', 'a'.repeat(40)),
  )
  const record = fc.record(
    {
      id: fc.oneof(fc.integer(), fc.bigInt()),
      name: fc.option(text),
      count: fc.oneof(fc.maxSafeInteger(), fc.bigInt(), fc.constant(null)),
      price: fc.double({ noNaN: true, noDefaultInfinity: true }),
      isNew: fc.boolean(),
      at: fc.oneof(
        fc
          .date({ noInvalidDate: true, max: new Date('9999-12-31') })
          .map((date) => date.toISOString()),
        fc.constantFrom(
          '2024-02-29T23:59:59.123456-11:45',
          '0001-01-01T00:00:00+15:59',
          '1900-02-28T00:00:00.5Z',
          '2026-01-01T23:59:60.9999999z',
        ),
      ),
      day: fc.constantFrom('2000-02-29', '1999-12-31', '9999-01-01', '0001-03-01'),
      more: fc.oneof(
        fc.json({ stringUnit: 'binary' }).map((json) => JSON.parse(json)),
        text,
      ),
      ä: text,
      _sdc_deleted_at: fc.constantFrom(null, '2026-01-01T00:00:00Z'),
    },
    { requiredKeys: ['id'] },
  )
  const written = fc.tuple(record, fc.boolean()).map(([members, isAscii]) => {
    const parts = Object.entries(members).map(([key, value]) => {
      const json = typeof value === 'bigint' ? String(value) : JSON.stringify(value)
      const escaped = json.replace(/[\u0080-\uffff]/g, (unit) => {
        return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
      })
      return `${JSON.stringify(key)}:${isAscii ? escaped : json}`
    })
    return line(parts)
  })
  fc.assert(
    fc.property(fc.array(written, { maxLength: 8 }), (lines) => {
      // Half of a pair is no UTF-8: such bytes never come here.
      const good = lines.filter((one) => Buffer.from(one).toString() === one)
      expect(make(good, compiled)).toEqual(make(good, undefined))
    }),
    { numRuns: process.env.DESCANT_LONG === '1' ? 5000 : 100 },
  )
})
