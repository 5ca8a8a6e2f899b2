import { expect, test } from 'vitest'
import type { FieldKind } from '../discovery/field-kind.ts'
import { exactValue } from './exact-value.ts'
import { parseExact } from './parse-exact.ts'

test.each<[string, FieldKind, unknown]>([
  ['null', 'text', null],
  ['""', 'text', ''],
  ['"00123"', 'literal', '00123'],
  ['123.0', 'literal', '123.0'],
  ['true', 'literal', 'true'],
  ['true', 'boolean', true],
  ['7', 'integer', 7],
  ['7.0', 'integer', 7],
  ['231.10', 'decimal', '231.1'],
  ['12345678901234567.89', 'decimal', '12345678901234567.89'],
  ['"2026-10-22T21:03:23.000+0000"', 'datetime', '2026-10-22T21:03:23.000Z'],
  ['"2026-10-22T21:03:23.000Z"', 'datetime', '2026-10-22T21:03:23.000Z'],
  ['"2026-10-22T23:03:23+02:00"', 'datetime', '2026-10-22T21:03:23.000Z'],
  ['"2026-10-22"', 'date', '2026-10-22'],
  ['"21:03:23.000Z"', 'time', '21:03:23.000Z'],
  ['"line\\none, \\"two\\" 3.0"', 'text', 'line\none, "two" 3.0'],
])('%s as %s', (json, kind, expected) => {
  expect(exactValue(parseExact(json), kind)).toEqual(expected)
})

test('a whole number that a double would round is refused', () => {
  expect(() => exactValue('9007199254740993', 'integer')).toThrow(/whole number/)
})
