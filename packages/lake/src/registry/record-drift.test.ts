import { expect, test } from 'vitest'
import { RecordDrift } from './record-drift.ts'
import { shapeOf, shapeOfLines } from './record-shape.ts'

const facts = { at: new Date('2026-11-23T02:00:00Z'), run: 'r1' }
const text = { type: 'string' }
const schema = {
  properties: {
    id: text,
    address: { type: ['null', 'object'], properties: { zip: text } },
    lines: { type: 'array', items: { properties: { sku: text } } },
    labels: { type: 'object', additionalProperties: text },
    anything: { type: 'object' },
  },
}

const found = (records: readonly object[], steady: readonly string[] = []) => {
  const drift = new RecordDrift(schema, steady)
  drift.look(shapeOf(records))
  return drift.found(facts).map(({ kind, path, detail }) => `${kind} ${path} | ${detail}`)
}

test.each<[string, object, string[]]>([
  ['what is declared', { id: 'a', address: { zip: '1' }, lines: [{ sku: 's' }] }, []],
  ['members of maps and open objects', { labels: { x: 'y' }, anything: { z: 1 } }, []],
  ['what the pipeline adds', { _sdc_deleted_at: 'now' }, []],
  ['a field', { extra: 1 }, ['record-undeclared /extra | + /extra: number, undeclared']],
  [
    'a field below',
    { address: { city: 'x' } },
    ['record-undeclared /address/city | + /address/city: string, undeclared'],
  ],
  [
    'a field of items',
    { lines: [{ sku: 's' }, { 'a/b': null }] },
    ['record-undeclared /lines/*/a~1b | + /lines/*/a~1b: null, undeclared'],
  ],
  [
    'a key that is none elsewhere',
    { __proto__x: 1, constructor: [] },
    [
      'record-undeclared /__proto__x | + /__proto__x: number, undeclared',
      'record-undeclared /constructor | + /constructor: array, undeclared',
    ],
  ],
])('%s', (_, record, expected) => {
  expect(found([record])).toEqual(expected)
})

test('each is told once, however many records have it', () => {
  expect(found(Array.from({ length: 5000 }, (_, id) => ({ id, extra: id })))).toHaveLength(1)
})

test('keys that are data do not fill the memory', () => {
  const records = Array.from({ length: 900 }, (_, n) => ({ [`k${n}`]: n }))
  expect(found(records)).toHaveLength(200)
})

test('a field that every record had before, and none of a hundred has now, is missing', () => {
  const records = Array.from({ length: 100 }, (_, n) => ({
    id: 'a',
    ...(n === 99 ? { b: 1 } : {}),
  }))
  expect(found(records, ['/id', '/address'])).toContainEqual(
    expect.stringMatching(/^record-missing \/address /),
  )
  expect(found(records, ['/b']).some((line) => line.startsWith('record-missing'))).toBe(false)
  expect(found(records.slice(1), ['/address'])).toHaveLength(1)
})

test('steady are the fields that all had', () => {
  const drift = new RecordDrift(schema, [])
  drift.look(shapeOf(Array.from({ length: 99 }, (_, n) => ({ id: n, 'a/b': 1, _sdc_sequence: n }))))
  expect(drift.steadyFields()).toEqual([])
  drift.look(shapeOf([{ 'a/b': 2, _sdc_sequence: 9 }]))
  expect(drift.steadyFields()).toEqual(['/a~1b'])
})

test('of some lines the first are looked at, and what is no record is passed over', () => {
  const lines = Buffer.from('{"a":{"b":[{"c":1},{"c":2}]}}\nnull\n[1]\n{"a":\n{"a":null}\n{"z":1}')
  const { records, fields } = shapeOfLines(lines, 2)
  expect(records).toBe(2)
  expect(Object.fromEntries(fields)).toEqual({
    '/a': { type: 'object', records: 2 },
    '/a/b': { type: 'array', records: 1 },
    '/a/b/*/c': { type: 'number', records: 1 },
  })
  expect(shapeOfLines(lines, 9).records).toBe(3)
})
