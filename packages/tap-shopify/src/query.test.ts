import { expect, test } from 'vitest'
import { nestedQuery, pageQuery } from './query.ts'
import type { Field } from './selection.ts'

const id: Field = { name: 'id' }
const lineItems: Field = {
  name: 'lineItems',
  first: 5,
  fields: [id, { name: 'product', fields: [id] }],
}
const witness: Field = { name: 'variantsCount', isFree: true, fields: [{ name: 'count' }] }

test('a page is asked for by time of update, with its nested lists', () => {
  expect(pageQuery('orders', [id, lineItems], 50)).toEqual({
    document:
      'query orders($first: Int!, $after: String, $filter: String) ' +
      '{ orders(first: $first, after: $after, query: $filter, sortKey: UPDATED_AT) ' +
      '{ nodes { id lineItems(first: 5) { nodes { id product { id } } pageInfo { hasNextPage endCursor } } } ' +
      'pageInfo { hasNextPage endCursor } } }',
    cost: 2 + 7 * (1 + 2 + 3 * 2),
    first: 50,
  })
})

test('the rest of a nested list is asked for by its owner, in the largest pages there are', () => {
  expect(nestedQuery('Product', { ...lineItems, name: 'variants' }, witness)).toEqual({
    document:
      'query variants($id: ID!, $after: String) { node(id: $id) { ... on Product ' +
      '{ variantsCount { count } variants(first: 250, after: $after) ' +
      '{ nodes { id product { id } } pageInfo { hasNextPage endCursor } } } } }',
    cost: 1 + 2 + 11 * 2,
  })
})

test('a page that would cost too much is made smaller', () => {
  const deep: Field = { name: 'a', first: 250, fields: [{ ...lineItems, first: 250 }] }
  const { first, cost } = pageQuery('orders', [deep], 250)
  expect(first).toBeLessThan(250)
  expect(cost).toBeLessThanOrEqual(1000)
})
