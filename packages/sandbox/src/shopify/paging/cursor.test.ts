import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

const decoded = (cursor: string) => Buffer.from(cursor, 'base64').toString()

test('is base64 of the id and the value of the sort key', () => {
  expect(decoded(encodeCursor({ id: 6157654556905, value: 6157654556905 }, 'number'))).toBe(
    '{"last_id":6157654556905,"last_value":"6157654556905"}',
  )
  const time = Date.parse('2026-10-02T08:11:00Z')
  expect(encodeCursor({ id: 9801098821938, value: time }, 'time')).toBe(
    'eyJsYXN0X2lkIjo5ODAxMDk4ODIxOTM4LCJsYXN0X3ZhbHVlIjoiMjAyNi0xMC0wMlQwODoxMTowMFoifQ==',
  )
})

test.each([
  ['time', Date.parse('1997-01-01T00:00:00Z')],
  ['number', 94995],
  ['text', 'Größe "XL"\n抹茶'],
  ['time', null],
] as const)('a %s comes back as it was', (type, value) => {
  const position = { id: 8938797826354, value }
  expect(decodeCursor(encodeCursor(position, type), type)).toEqual(position)
})

test.each([
  '',
  'nonsense',
  btoa('null'),
  btoa('{"last_id":1}'),
  btoa('{"last_id":1,"last_value":"x"}'),
])('%j is none', (text) => {
  expect(decodeCursor(text, 'time')).toBeUndefined()
})
