import { describe, expect, test } from 'vitest'
import { NumberLiteral } from '../index.ts'
import { recordStep } from './steps.ts'
import { recordDifference } from './stored-record.ts'

const stream = { name: 'a', schema: {}, keyProperties: [] }
const difference = (sent: Parameters<typeof recordStep>[1], stored: string | object) =>
  recordDifference(recordStep(stream, sent), stored as string)

describe('values are the same', () => {
  test.each([
    ['whatever their order', { a: 1, b: 'x' }, { b: 'x', a: 1 }],
    ['null or not there', { a: null, b: 1 }, { b: 1, c: null }],
    ['with fields of the destination', { a: 1 }, { a: 1, _sdc_sequence: 7 }],
    [
      'numbers as texts',
      { a: new NumberLiteral('1.50'), b: 9007199254740993n },
      { a: '1.5', b: '9007199254740993' },
    ],
    [
      'instants in another notation',
      { a: '2026-01-01T00:00:00Z' },
      { a: '2026-01-01 01:00:00+01:00' },
    ],
    ['instants as dates', { a: '2026-01-01T00:00:00Z' }, { a: new Date('2026-01-01T00:00:00Z') }],
    ['nested', { a: { b: [{ c: 1 }] } }, { a: { b: [{ c: '1' }] } }],
  ])('%s', (_, sent, stored) => {
    expect(difference(sent, stored)).toBeUndefined()
  })
})

describe('values differ', () => {
  test.each([
    ['by the last digit', { a: 9007199254740993n }, { a: '9007199254740992' }, 'a was sent as'],
    ['by a field more', { a: 1 }, { a: 1, b: 2 }, 'b was sent as undefined and is 2'],
    ['by a field less', { a: 1, b: 'x' }, { a: 1 }, 'b was sent as "x" and is undefined'],
    ['by a nested field', { a: { b: [1, 2] } }, { a: { b: [1, 3] } }, 'a.b[1] was sent as 2'],
    ['by the length of a list', { a: [1] }, { a: [1, 1] }, 'a was sent as [1]'],
    ['by a normal form', { a: 'e\u0301' }, { a: '\u00e9' }, 'a was sent as'],
    ['by their type', { a: '1' }, { a: 1 }, 'a was sent as "1" and is 1'],
    ['by a flag', { a: true }, { a: '1' }, 'a was sent as true'],
    ['by an instant', { a: '2026-01-01T00:00:00Z' }, { a: '2026-01-01T00:00:01Z' }, 'a was'],
    ['by metadata that is nested', { a: {} }, { a: { _sdc_x: 1 } }, 'a._sdc_x'],
  ])('%s', (_, sent, stored, words) => {
    expect(difference(sent, stored)).toContain(words)
  })

  test('by an own property of that name', () => {
    const sent = '{"a":{"__proto__":{"b":1}}}'
    expect(difference(sent, JSON.parse(sent))).toBeUndefined()
    expect(difference(sent, { a: {} })).toContain('a.__proto__')
  })
})

describe('a text', () => {
  test.each(['{"a":1.0}', '{"a":1.0,"_sdc_sequence":7}'])('%s is what was sent', (stored) => {
    expect(difference('{"a":1.0}', stored)).toBeUndefined()
  })
  test.each(['{"a":1}', '{"a":1.01}', '{"a":1.0', ' {"a":1.0}'])('%s is another', (stored) => {
    expect(difference('{"a":1.0}', stored)).toContain('was sent')
  })
})
