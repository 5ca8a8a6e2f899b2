import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'

const schema = {
  type: 'object',
  properties: { id: {}, name: {}, at: { type: 'object', properties: { x: {} } } },
}
const keysOf = (config: object, keys: string[]) =>
  mapThrough(config, schema, [], { keys }).message.key_properties

describe('a key that the mapping takes away is refused, with advice', () => {
  test.each([
    ['drop', { drop: ['id'] }, 'id'],
    ['select', { select: ['name'] }, 'id'],
    ['mask', { mask: { id: '*' } }, 'id'],
    ['flatten', { flatten: {} }, 'at'],
  ])('%s', (_, config, key) => {
    expect(() => keysOf(config, [key])).toThrow(
      `streams.s.key_properties: ${key} is a key of the stream, and the mapping takes it away; keep ` +
        'it, or say by key_properties which fields are the key ([] for none) (stream s)',
    )
  })
})

test.each([
  [{ drop: ['id'], key_properties: ['name'] }, ['name']],
  [{ drop: ['id'], key_properties: [] }, []],
  [{ rename: { name: 'title' }, key_properties: ['id', 'title'] }, ['id', 'title']],
  [{ key_properties: ['name'] }, ['name']],
])('%j', (config, keys) => {
  expect(keysOf(config, ['id'])).toEqual(keys)
})

test('a key must be among what leaves', () => {
  expect(() => keysOf({ rename: { name: 'title' }, key_properties: ['name'] }, ['id'])).toThrow(
    'streams.s.key_properties: there is no field name in what leaves the mapping',
  )
})
