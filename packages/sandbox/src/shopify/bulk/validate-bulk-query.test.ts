import { expect, test } from 'vitest'
import { publishedSchema } from '../published/published-schema.ts'
import { validateBulkQuery } from './validate-bulk-query.ts'

const schema = publishedSchema('2026-10')
const problemsOf = (query: string) => {
  const validated = validateBulkQuery(schema, query)
  return 'problems' in validated ? validated.problems : []
}

const connection = (field: string, inner = 'id') => `${field} { edges { node { ${inner} } } }`

test.each([
  ['{ shop { name } }', 'Bulk queries must contain at least one connection.'],
  [
    `{ ${connection(
      'products',
      `id ${['variants', 'media', 'images', 'metafields', 'collections'].map((field) => connection(field, field === 'images' ? 'url' : 'id')).join(' ')}`,
    )} }`,
    'Bulk queries cannot contain more than 5 connections.',
  ],
  [
    `{ ${connection('products', `id ${connection('variants', `id ${connection('metafields')}`)}`)} }`,
    'Bulk queries cannot contain connections with a nesting depth greater than 2.',
  ],
  [
    `{ node(id: "gid://shopify/Product/1") { ... on Product { ${connection('variants')} } } }`,
    'Bulk queries cannot contain a top level `node` field.',
  ],
  [
    `{ ${connection('orders', `id refunds(first: 5) { ${connection('refundLineItems', 'quantity')} }`)} }`,
    'Queries that contain a connection field within a list field are not currently supported.',
  ],
  [
    '{ products { nodes { id } } }',
    "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'products'.",
  ],
  [
    `{ ${connection('products', `title ${connection('variants')}`)} }`,
    "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
  ],
  [
    `{ ${connection('products', `key: id ${connection('variants')}`)} }`,
    "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
  ],
  [
    'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { bulkOperation { id } } }',
    'Invalid operation type. Only `query` operations are supported.',
  ],
  ['{ products { edges', 'Invalid bulk query: syntax error, unexpected end of file'],
  [
    `{ ${connection('orders', 'nickname')} }`,
    "Invalid bulk query: Field 'nickname' doesn't exist on type 'Order'",
  ],
  [`{ a }${' '.repeat(65_530)}`, 'Invalid bulk query: Field'],
  [`{ a }${' '.repeat(65_531)}`, 'Query is too large (65536 bytes; maximum is 65535 bytes)'],
  [
    `query ($q: String!) { ${connection('orders(query: $q)')} }`,
    'Invalid bulk query: Variable $q of type String! was provided invalid value',
  ],
])('a query that breaks a rule is refused in the words of the API (%#)', (query, problem) => {
  expect(problemsOf(query)).toEqual([expect.stringContaining(problem)])
})

test.each([
  `{ ${connection('orders', `id ${connection('lineItems')}`)} }`,
  // A leaf needs no id, and pages are passed over.
  `{ ${connection('orders(first: 5)', `id ${connection('lineItems', 'title')}`)} }`,
  // Fragments count for what is in them.
  `query Q { orders { edges { ...edge } } } fragment edge on OrderEdge { node { ...order } } fragment order on Order { id ${connection('lineItems')} }`,
  // Two deep twice, with an object in between.
  `{ ${connection('orders', `id customer { id ${connection('addressesV2', 'city')} } ${connection('lineItems')}`)} }`,
])('a query that keeps the rules is fine (%#)', (query) => {
  expect(problemsOf(query)).toEqual([])
})

test('everything that is wrong is told at once', () => {
  expect(problemsOf('{ shop { name } products { nodes { id } } }')).toHaveLength(2)
})
