import { expect, test } from 'vitest'
import { valueAt } from './place.ts'

const body = { data: [{ id: 'a' }, { id: 'b' }], meta: { next: null, 'a.b': 1 } }

test.each([
  ['data.0.id', 'a'],
  ['data.-1.id', 'b'],
  ['data.9.id', undefined],
  ['data.id', undefined],
  ['data.length', undefined],
  ['meta.next', null],
  ['meta.next.more', undefined],
  ['toString', undefined],
  ['', body],
])('%j', (place, value) => {
  expect(valueAt(body, place)).toBe(value)
})

test('a function finds what a path cannot', () => {
  expect(valueAt(body, (whole) => (whole as typeof body).meta['a.b'])).toBe(1)
})
