import type { TableColumn } from '@descant/lake'
import { expect, test } from 'vitest'
import { isInternal } from './table-in-zone.ts'
import { tableKey } from './table-key.ts'

const columns = (...names: string[]) => names.map((name): TableColumn => ({ name, type: 'string' }))

test('the key is what the snapshot names, else what is known of the table', () => {
  const named = { columns: columns('a', 'b'), summary: { 'descant.key': 'a, b' } }
  expect(tableKey('orders', named)).toEqual(['a', 'b'])
  const known = { columns: columns('order_id', 'provider'), summary: {} }
  expect(tableKey('orders', known)).toEqual(['provider', 'order_id'])
})

test.each([
  ['segments', {}, 'is not known'],
  ['orders', {}, 'has no column provider'],
  ['segments', { 'descant.key': 'id,b' }, 'has no column id'],
])('of %s with %j there is no key: %s', (table, summary, why) => {
  expect(() => tableKey(table, { columns: columns('b'), summary })).toThrow(
    expect.objectContaining({ code: 'LOAD_KEY_UNKNOWN', message: expect.stringContaining(why) }),
  )
})

test.each([
  ['orders', {}, false],
  ['identity_map', {}, true],
  ['orders', { 'descant.internal': 'true' }, true],
  ['identity_map', { 'descant.internal': 'false' }, false],
])('%s with %j is internal: %s', (name, summary, expected) => {
  expect(isInternal(name, summary)).toBe(expected)
})
