import { expect, test } from 'vitest'
import { publishedSchema } from '../published/published-schema.ts'
import { groupRows } from './arrange-rows.ts'
import { flattenResult, type ShortList } from './flatten-result.ts'
import { validateBulkQuery } from './validate-bulk-query.ts'

/** The lines that a query makes of a result. */
function linesOf(query: string, data: unknown, short?: ShortList): string[] {
  const validated = validateBulkQuery(publishedSchema('2026-10'), query)
  if ('problems' in validated) throw new Error(validated.problems.join(' '))
  return groupRows(flattenResult(data, validated.plan, short)).map(({ line }) => line)
}

const edges = (...nodes: unknown[]) => ({ edges: nodes.map((node) => ({ node })) })

test('connections leave their object, in the order of their fields; slashes are escaped', () => {
  expect(
    linesOf('{ orders { edges { node { name lineItems { edges { node { title } } } id } } } }', {
      orders: edges(
        { name: 'a/b', lineItems: edges({ title: 'x' }, { title: 'y' }), id: 'gid://1' },
        { name: '#2', lineItems: edges(), id: 'gid://2' },
      ),
    }),
  ).toEqual([
    '{"name":"a\\/b","id":"gid:\\/\\/1"}',
    '{"title":"x","__parentId":"gid:\\/\\/1"}',
    '{"title":"y","__parentId":"gid:\\/\\/1"}',
    '{"name":"#2","id":"gid:\\/\\/2"}',
  ])
})

test('a connection within an object of a node belongs to the node', () => {
  expect(
    linesOf(
      '{ orders { edges { node { id customer { email: id addressesV2 { edges { node { city } } } } } } } }',
      {
        orders: edges(
          { id: '1', customer: { email: 'c', addressesV2: edges({ city: 'Bonn' }) } },
          { id: '2', customer: null },
        ),
      },
    ),
  ).toEqual([
    '{"id":"1","customer":{"email":"c"}}',
    '{"city":"Bonn","__parentId":"1"}',
    '{"id":"2","customer":null}',
  ])
})

test('names of the query are kept, and what is not there has no line', () => {
  expect(
    linesOf(
      '{ all: products { items: edges { it: node { id title kinds: variants { edges { node { sku } } } } } } }',
      {
        all: {
          items: [{ it: { id: '1', title: 't', kinds: edges({ sku: 's' }, null) } }, { it: null }],
        },
      },
    ),
  ).toEqual(['{"id":"1","title":"t"}', '{"sku":"s","__parentId":"1"}'])
})

test('an object at the root is a line, above what its connections hold', () => {
  expect(
    linesOf('{ shop { id name metafields { edges { node { key } } } } }', {
      shop: { id: '1', name: 'acme', metafields: edges({ key: 'k' }) },
    }),
  ).toEqual(['{"id":"1","name":"acme"}', '{"key":"k","__parentId":"1"}'])
})

test('only the list that a fault names is short', () => {
  const query =
    '{ products { edges { node { id variants { edges { node { sku } } } media { edges { node { alt } } } } } } }'
  const data = {
    products: edges({
      id: '1',
      variants: edges({ sku: 'a' }, { sku: 'b' }),
      media: edges({ alt: 'c' }, { alt: 'd' }),
    }),
  }
  expect(linesOf(query, data, { field: 'variants', size: 1 })).toEqual([
    '{"id":"1"}',
    '{"sku":"a","__parentId":"1"}',
    '{"alt":"c","__parentId":"1"}',
    '{"alt":"d","__parentId":"1"}',
  ])
})
