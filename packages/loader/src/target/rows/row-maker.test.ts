import type { SinkStream } from '@descant/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
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
const ownRow =
  '2026-01-01T00:00:00Z\t2026-01-01T00:00:01.5Z\t2026-01-01T00:00:02Z\t1700000000000000\t\\N'

const makeWith = (maker: RowMaker, lines: readonly string[]) => {
  const { bytes, ...facts } = maker.make(Buffer.from(lines.join('')))
  return { rows: Buffer.from(bytes).toString(), ...facts }
}
const make = (lines: readonly string[], memory: RowsMemory | undefined) =>
  makeWith(new RowMaker(layout, memory), lines)

/** The JSON of a record, with some freedom in how it is written. */
const line = (members: readonly string[]) => `{${[...members, own].join(',')}\n`

test('the module is there, and makes rows alone where nothing is unusual', () => {
  const lines = [line(['"id":1', '"name":"a"']), line(['"name":"b"', '"id":2', '"more":{}'])]
  const rows = [1, 2].map((id) => {
    const [name, more] = id === 1 ? ['a', '\\N'] : ['b', '{}']
    return `${id}\t${name}\t\\N\t\\N\t\\N\t\\N\t${more}\t\\N\t${ownRow}\n`
  })
  const made = make(lines, compiled)
  expect(made).toMatchObject({ rows: rows.join(''), hasDeleted: false, widened: [], unknown: [] })
  expect([...made.starts]).toEqual([0, rows[0]?.length])
  expect(new Set(made.hashes).size).toBe(2)
  expect(made).toEqual(make(lines, undefined))
})

const name = '\\"N\\\\\\n\\/\\u00e9\\u4e2d'
test.each([
  ['a number beyond 64 bits', ['"id":1', '"count":99999999999999999999'], { widened: [2] }],
  [
    'a deleted record',
    ['"id":1', '"_sdc_deleted_at":"2026-01-01T00:00:00Z"'],
    { hasDeleted: true },
  ],
  ['a record that is not deleted', ['"id":1', '"_sdc_deleted_at":null'], { hasDeleted: false }],
  ['a property without a column', ['"id":1', '"x":{"y":"}"}'], { unknown: ['x'] }],
  ['escapes in a text', ['"id":1', `"name":"${name}"`], { rows: /^1\t"N\\\\\\n\/é中\t/ }],
  ['a NUL', ['"id":1', '"name":"a\\u0000b"'], { rows: /^1\tab\t/ }],
  ['a pair of halves', ['"id":1', '"name":"\\ud83d\\ude00"'], { rows: /^1\t😀\t/ }],
  [
    'escapes in JSON',
    ['"id":1', '"more":{"a":"\\"\\\\\\u00e9"}'],
    { rows: /\{"a":"\\\\"\\\\\\\\\\\\u00e9"\}/ },
  ],
  ['half a pair in JSON', ['"id":1', '"more":{"a":"\\ud83d"}'], { rows: /\{"a":"\\\\ufffd"\}/ }],
  ['spaces', [' "id" : 1 ', '\t"more" : { "a" : [ ] }'], { rows: /^1\t.*\{ "a" : \[ \] \}/ }],
  ['a name that stands twice', ['"id":1', '"name":"a"', '"name":"b"'], { rows: /^1\tb\t/ }],
  ['a whole number with an exponent', ['"id":1', '"count":1e3'], { rows: /^1\t\\N\t1000\t/ }],
])('%s', (_, members, expected) => {
  const lines = [line(members), line(['"id":2'])]
  const made = make(lines, compiled)
  expect(made).toEqual(make(lines, undefined))
  for (const [fact, value] of Object.entries(expected)) {
    if (value instanceof RegExp) expect(made.rows).toMatch(value)
    else expect(made).toMatchObject({ [fact]: value })
  }
})

test('what a tap wrote in our places and PostgreSQL could not read is left out', () => {
  const lines = ['{"id":1,"_sdc_extracted_at":"soon","_sdc_sequence":"x"}\n']
  for (const memory of [compiled, undefined]) {
    expect(make(lines, memory).rows).toMatch(/^1\t(\\N\t)+\\N\n$/)
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
  const inModule = new RowMaker(layout, compiled)
  const inScript = new RowMaker(layout, undefined)
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
      expect(makeWith(inModule, good)).toEqual(makeWith(inScript, good))
    }),
    { numRuns: process.env.DESCANT_LONG === '1' ? 5000 : 100 },
  )
})
