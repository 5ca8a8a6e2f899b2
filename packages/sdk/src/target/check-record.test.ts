import { expect, test } from 'vitest'
import { createValidator } from '../schema/validate.ts'
import { checkRecord } from './check-record.ts'

const validate = createValidator({
  properties: { id: { type: ['integer', 'null'] }, name: { type: 'string' } },
  required: ['name'],
})

const pathsOf = (text: string, keys: readonly string[] = ['id']) =>
  checkRecord(JSON.parse(text), keys, validate).map(({ path }) => path)

test.each([
  ['a whole record', '{"id":1,"name":"a"}', []],
  ['properties that the schema does not name', '{"id":1,"name":"a","more":{"x":[]}}', []],
  ['a null key, where the schema allows null', '{"id":null,"name":"a"}', []],
  ['a null key, where it does not', '{"id":1,"name":null}', ['name']],
  ['a key that is missing', '{"name":"a"}', ['id']],
  ['a key that only the prototype has', '{"name":"a"}', ['toString'], ['toString']],
  ['a tombstone', '{"id":1,"_sdc_deleted_at":"2026-01-01T00:00:00Z"}', []],
  ['a record that is told not to be deleted', '{"id":1,"_sdc_deleted_at":null}', ['name']],
])('%s', (_, text, paths, keys?: readonly string[]) => {
  expect(pathsOf(text, keys)).toEqual(paths)
})

test('a place is told as a JSON Pointer too, whatever its name', () => {
  const record = {}
  expect(checkRecord(record, ['a/b~c.d'], undefined)).toMatchObject([
    { path: 'a/b~c.d', pointer: '/a~1b~0c.d' },
  ])
})
