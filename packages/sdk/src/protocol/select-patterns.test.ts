import { expect, test } from 'vitest'
import { selectByPatterns } from './select-patterns.ts'
import { selectionOf } from './selection.ts'

const schema = {
  type: 'object',
  properties: {
    id: {},
    note: {},
    address: { type: 'object', properties: { city: {}, zip: {} } },
    items: { type: 'array', items: { type: 'object', properties: { sku: {}, price: {} } } },
    'a.b': {},
  },
}
const catalog = {
  streams: ['orders', 'order_items', 'customers'].map((name) => ({
    tap_stream_id: name,
    stream: name,
    schema,
  })),
}

/** The streams that are selected, and the fields of `orders` that are. */
const selected = (...patterns: string[]) => {
  const result = selectByPatterns(catalog, patterns).streams.map((entry) => ({
    name: entry.stream,
    selection: selectionOf(entry, ['id']),
  }))
  const orders = result.find(({ name }) => name === 'orders')?.selection
  const fields = [
    ['id'],
    ['note'],
    ['address'],
    ['address', 'city'],
    ['address', 'zip'],
    ['items', 'sku'],
  ]
  return {
    streams: result.filter(({ selection }) => selection.selected).map(({ name }) => name),
    fields: fields.filter((path) => orders?.isSelected(...path)).map((path) => path.join('.')),
  }
}

const all = ['id', 'note', 'address', 'address.city', 'address.zip', 'items.sku']

test.each([
  ['a stream', ['orders'], ['orders'], all],
  ['streams by a star', ['order*'], ['orders', 'order_items'], all],
  ['all but one', ['*', '!customers'], ['orders', 'order_items'], all],
  ['all fields', ['orders.*'], ['orders'], all],
  ['a field, and the key with it', ['orders.note'], ['orders'], ['id', 'note']],
  [
    'a field with its own fields',
    ['orders.address'],
    ['orders'],
    ['id', 'address', 'address.city', 'address.zip'],
  ],
  [
    'a field within a field',
    ['orders.address.city'],
    ['orders'],
    ['id', 'address', 'address.city'],
  ],
  ['all but a field', ['orders', '!orders.address'], ['orders'], ['id', 'note', 'items.sku']],
  [
    'all but a field within a field',
    ['orders', '!*.address.zip'],
    ['orders'],
    all.filter((name) => name !== 'address.zip'),
  ],
  ['a key cannot be left out', ['orders', '!orders.id'], ['orders'], all],
  ['nothing where nothing is named', ['!customers'], [], all.filter(() => false)],
])('%s', (_, patterns, streams, fields) => {
  const result = selected(...patterns)
  expect(result.streams).toEqual(streams)
  if (streams.includes('orders')) expect(result.fields).toEqual(fields)
})

test('a dot of a name is escaped', () => {
  const { streams } = selectByPatterns(catalog, ['orders.a\\.b'])
  const selection = selectionOf(streams[0] as (typeof streams)[0], [])
  expect([selection.isSelected('a.b'), selection.isSelected('note')]).toEqual([true, false])
})

test('a pattern without a stream is refused', () => {
  expect(() => selectByPatterns(catalog, ['!'])).toThrow(/select/)
})
