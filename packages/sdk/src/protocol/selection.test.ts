import { describe, expect, test } from 'vitest'
import type { MetadataEntry } from './catalog.ts'
import { selectionOf } from './selection.ts'

const schema = {
  type: 'object',
  required: ['id', 'a'],
  properties: {
    id: { type: 'integer' },
    a: { type: 'string' },
    nested: { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } } },
    list: { type: 'array', items: { type: 'object', properties: { p: {}, q: {} } } },
    properties: { type: 'object', properties: { properties: {} } },
  },
}

const select = (metadata: MetadataEntry[] | undefined) =>
  selectionOf({ tap_stream_id: 's', stream: 's', schema, ...(metadata ? { metadata } : {}) }, [
    'id',
  ])

const stream = (metadata: object): MetadataEntry => ({ breadcrumb: [], metadata: { ...metadata } })
const field = (metadata: object, ...breadcrumb: string[]): MetadataEntry => ({
  breadcrumb,
  metadata: { ...metadata },
})
const on = stream({ selected: true })

describe('a stream', () => {
  test.each([
    ['no metadata at all', undefined, true],
    ['an empty list of metadata', [], true],
    ['metadata that says nothing', [stream({})], false],
    ['selected', [stream({ selected: true })], true],
    ['selected as a string', [stream({ selected: 'true' })], true],
    ['not selected', [stream({ selected: false })], false],
    ['not selected, as a string', [stream({ selected: 'false' })], false],
    ['selected by default', [stream({ 'selected-by-default': true })], true],
    ['against its default', [stream({ selected: false, 'selected-by-default': true })], false],
  ])('with %s', (_, metadata, expected) => {
    expect(select(metadata).selected).toBe(expected)
  })
})

describe('a field', () => {
  const a = (metadata: object) => field(metadata, 'properties', 'a')
  test.each([
    ['no metadata', [on], true],
    ['available', [on, a({ inclusion: 'available' })], true],
    ['not selected', [on, a({ selected: false })], false],
    ['not selected, as a string', [on, a({ selected: 'false' })], false],
    ['not by default', [on, a({ inclusion: 'available', 'selected-by-default': false })], false],
    ['automatic, whatever else', [on, a({ inclusion: 'automatic', selected: false })], true],
    ['unsupported, whatever else', [on, a({ inclusion: 'unsupported', selected: true })], false],
  ])('with %s', (_, metadata, expected) => {
    const selection = select(metadata)
    expect(selection.isSelected('a')).toBe(expected)
    expect(Object.hasOwn(selection.schema.properties ?? {}, 'a')).toBe(expected)
    expect(selection.schema.required).toEqual(expected ? ['id', 'a'] : ['id'])
    const record = { id: 1, a: 'x' }
    expect(selection.prune?.(record) ?? record).toEqual(expected ? record : { id: 1 })
  })

  test('that is a key cannot be left out', () => {
    expect(select([on, field({ selected: false }, 'properties', 'id')]).prune).toBeUndefined()
  })

  test('within a field that is left out is left out', () => {
    const selection = select([
      on,
      field({ selected: false }, 'properties', 'nested'),
      field({ selected: true }, 'properties', 'nested', 'properties', 'x'),
    ])
    expect(selection.isSelected('nested', 'x')).toBe(false)
  })

  test.each([
    ['with items', ['properties', 'list', 'items', 'properties', 'p']],
    ['without items', ['properties', 'list', 'properties', 'p']],
  ])('of a list is named %s', (_, breadcrumb) => {
    const selection = select([on, field({ selected: false }, ...breadcrumb)])
    expect(selection.prune?.({ id: 1, list: [{ p: 1, q: 2 }, null] })).toEqual({
      id: 1,
      list: [{ q: 2 }, null],
    })
    expect(selection.schema.properties?.list).toEqual({
      type: 'array',
      items: { type: 'object', properties: { q: {} } },
    })
  })

  test('called properties is a name and not a crumb', () => {
    const selection = select([
      on,
      field({ selected: false }, 'properties', 'properties', 'properties', 'properties'),
    ])
    expect(selection.isSelected('properties')).toBe(true)
    expect(selection.isSelected('properties', 'properties')).toBe(false)
  })

  test('called __proto__ passes through pruning', () => {
    const selection = select([on, field({ selected: false }, 'properties', 'a')])
    const record = JSON.parse('{"id":1,"a":"x","__proto__":{"z":1}}')
    expect(JSON.stringify(selection.prune?.(record))).toBe('{"id":1,"__proto__":{"z":1}}')
  })
})

test('a field that the catalog does not know is not wanted; where it lists none, all are', () => {
  const entry = { tap_stream_id: 'a', stream: 'a' }
  const known = selectionOf({ ...entry, schema: { properties: { id: {} } } }, ['id'])
  expect([known.isSelected('id'), known.isSelected('new')]).toEqual([true, false])
  expect(selectionOf({ ...entry, schema: {} }, ['id']).isSelected('new')).toBe(true)
})
