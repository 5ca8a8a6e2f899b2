import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnType } from './column-type.ts'
import { copyEscape, rowReader } from './copy-text.ts'

const read = (json: string, type: ColumnType) =>
  rowReader({ places: new Map([['a', { index: 0, type }]]), width: 1 })(`{"a":${json}}`)[0]

test.each<[string, ColumnType, string]>([
  ['null', 'text', '\\N'],
  ['"null"', 'text', 'null'],
  ['""', 'text', ''],
  ['"\\\\N"', 'text', '\\\\N'],
  ['"a\\tb\\nc\\rd\\\\e\\"f\\u00e9"', 'text', 'a\\tb\\nc\\rd\\\\e"fé'],
  ['"be\\u0000tween"', 'text', 'between'],
  ['12', 'text', '12'],
  ['{"a":1}', 'text', '{"a":1}'],
  ['9007199254740993', 'bigint', '9007199254740993'],
  ['1.0', 'bigint', '1'],
  ['1e3', 'bigint', '1000'],
  ['1.10', 'numeric', '1.10'],
  ['1e400', 'numeric', '1e400'],
  ['true', 'boolean', 'true'],
  ['"2026-01-01T00:00:00Z"', 'timestamp with time zone', '2026-01-01T00:00:00Z'],
  ['{ "b":\t[1.10, "x\\"y"] }', 'jsonb', '{ "b":\\t[1.10, "x\\\\"y"] }'],
  ['"\\u0000a\\\\u0000"', 'jsonb', '"a\\\\\\\\u0000"'],
  ['"\\ud83d\\ude00 \\ud83d \\udE00"', 'jsonb', '"\\\\ud83d\\\\ude00 \\\\ufffd \\\\ufffd"'],
])('%s in a column of %s is %j', (json, type, expected) => {
  expect(read(json, type)).toBe(expected)
})

test('members go to their places, whatever their order; unknown ones are told of', () => {
  const unknown: string[] = []
  const places = new Map([
    ['b', { index: 0, type: 'text' as const }],
    ['ä"', { index: 1, type: 'text' as const }],
    ['__proto__', { index: 2, type: 'text' as const }],
  ])
  const reader = rowReader({ places, width: 3 }, (name) => unknown.push(name))
  expect(reader('{"\\u00e4\\"":"1","x":2,"__proto__":"3"}')).toEqual(['\\N', '1', '3'])
  expect(reader('{}')).toEqual(['\\N', '\\N', '\\N'])
  expect(unknown).toEqual(['x'])
})

test('no text breaks a line or a field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = copyEscape(text)
      expect(escaped).not.toMatch(/[\t\n\r]/)
      const back: Record<string, string> = {
        n: '\n',
        r: '\r',
        t: '\t',
        b: '\b',
        f: '\f',
        '\\': '\\',
      }
      expect(escaped.replace(/\\(.)/g, (_, letter) => back[letter] ?? '?')).toBe(text)
    }),
  )
})
