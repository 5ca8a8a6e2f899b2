import { describe, expect, test } from 'vitest'
import { publishedSchema } from '../published/published-schema.ts'
import { actualCost, pageWeight, requestedCost } from './cost.ts'
import {
  buildSchema,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
} from './graphql.ts'

const adminSchema: GraphQLSchema = publishedSchema('2026-10')

/** The shapes of subjects that the sandbox does not serve, for the costs that are known of them. */
const otherSchema = buildSchema(`
type Query {
  products(first: Int): ProductConnection!
  inventoryItems(first: Int): ItemConnection!
  shop: Shop!
  productsCount: Count
}
type Count { count: Int! }
type Shop { name: String plan: Plan domains: [Plan!]! }
type Plan { name: String }
type PageInfo { hasNextPage: Boolean! }
type ProductConnection { nodes: [Product!]! edges: [ProductEdge!]! pageInfo: PageInfo! }
type ProductEdge { cursor: String! node: Product! }
type Product {
  id: ID!
  variants(first: Int): VariantConnection!
  metafields(first: Int): ItemConnection!
  media(first: Int): ItemConnection!
  variantsCount: Count
}
type VariantConnection { nodes: [Variant!]! }
type Variant { id: ID! inventoryItem: Item }
type ItemConnection { nodes: [Item!]! }
type Item { id: ID! inventoryLevels(first: Int): LevelConnection! }
type LevelConnection { nodes: [Level!]! }
type Level { id: ID! location: Item quantities: [Item!]! }
`)

function price(text: string, variables: Record<string, unknown> = {}, schema = adminSchema) {
  const { definitions } = parse(text)
  const operation = definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined) throw new Error('no operation')
  const fragments = Object.fromEntries(
    definitions
      .filter((part): part is FragmentDefinitionNode => part.kind === Kind.FRAGMENT_DEFINITION)
      .map((part) => [part.name.value, part]),
  )
  return { schema, operation, fragments, variables }
}

test.each([
  [1, 1],
  [2, 1],
  [3, 2],
  [5, 3],
  [10, 4],
  [20, 5],
  [25, 6],
  [50, 7],
  [100, 9],
  [150, 10],
  [200, 10],
  [250, 11],
  [0, 0],
])('a page of %i weighs %i', (size, weight) => {
  expect(pageWeight(size)).toBe(weight)
})

// The costs that live answers showed for these queries.
describe('requested cost', () => {
  test.each([
    ['{ shop { name } }', 1],
    ['{ currentAppInstallation { accessScopes { handle } } }', 2],
    ['{ publicApiVersions { handle } }', 1],
    ['{ productsCount { count } }', 10],
    ['{ __typename }', 1],
    ['{ customers(first: 250) { nodes { id displayName amountSpent { amount } } } }', 13],
    [
      '{ orders(first: 250) { nodes { id totalPriceSet { shopMoney { amount } } shippingAddress { city } } pageInfo { hasNextPage } } }',
      13,
    ],
    ['{ orders(first: 250) { nodes { id lineItems(first: 50) { nodes { id } } } } }', 112],
    ['{ orders(first: 250) { nodes { lineItems(first: 50) { nodes { variant { id } } } } } }', 189],
    ['{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { id } } } } }', 156],
    ['{ orders(first: 250) { edges { cursor node { id } } } }', 13],
    ['{ orders(first: 250) { nodes { id } edges { cursor node { id } } } }', 24],
    ['{ orders(last: 250) { nodes { id } } }', 13],
    [
      '{ products(first: 2) { nodes { id variants(first: 2) { nodes { id inventoryItem { id } } pageInfo { hasNextPage } } } } }',
      7,
    ],
  ])('%s costs %i', (text, cost) => {
    expect(requestedCost(price(text))).toBe(cost)
  })

  test.each([
    [
      '{ products(first: 250) { nodes { variants(first: 100) { nodes { id } } metafields(first: 25) { nodes { id } } media(first: 25) { nodes { id } } } } }',
      310,
    ],
    [
      '{ products(first: 250) { nodes { variants(first: 250) { nodes { inventoryItem { id } } } metafields(first: 250) { nodes { id } } } } }',
      420,
    ],
    [
      '{ inventoryItems(first: 250) { nodes { inventoryLevels(first: 50) { nodes { location { id } quantities { id } } } } } }',
      266,
    ],
    ['{ shop { plan { name } domains { name } } }', 3],
    ['{ products(first: 1) { nodes { variantsCount { count } } } }', 3],
  ])('%s costs %i', (text, cost) => {
    expect(requestedCost(price(text, {}, otherSchema))).toBe(cost)
  })

  test('counts what variables, fragments and directives come to', () => {
    const text = `query ($n: Int, $deep: Boolean!) {
      orders(first: $n) { ...page }
    }
    fragment page on OrderConnection {
      nodes { id ... on Order { lineItems(first: 50) @include(if: $deep) { nodes { id } } } }
      nodes { id customer @skip(if: $deep) { id } }
    }`
    expect(requestedCost(price(text, { n: 250, deep: true }))).toBe(112)
    expect(requestedCost(price(text, { n: 250, deep: false }))).toBe(24)
  })

  test('of an interface is that of the dearest type behind it', () => {
    const text = `{ node(id: "gid://shopify/Order/1") {
      id ... on Order { customer { id } lineItems(first: 10) { nodes { id } } } ... on Customer { id }
    } }`
    expect(requestedCost(price(text))).toBe(1 + 1 + 2 + 4)
  })
})

describe('actual cost', () => {
  const page = (count: number) => ({ customers: { nodes: Array(count).fill({ id: '1' }) } })

  test.each([
    [20, 9, 5],
    [50, 16, 5],
    [250, 62, 5],
    [250, 250, 13],
    [250, 0, 2],
  ])('of a page of %i that brought %i is %i', (size, returned, cost) => {
    const query = price(`{ customers(first: ${size}) { nodes { id } } }`)
    expect(actualCost(query, page(returned))).toBe(cost)
  })

  test('counts each node by what was found in it', () => {
    const query = price(
      '{ orders(first: 250) { nodes { customer { id } lineItems(first: 50) { nodes { id } } } } }',
    )
    const nodes = [
      { customer: { id: '1' }, lineItems: { nodes: [{ id: '1' }] } },
      { customer: null, lineItems: { nodes: [] } },
    ]
    expect(requestedCost(query)).toBe(123)
    // 2 + 11/250 × ((1 + 1 + 2 + 7/50) + (1 + 2)) = 2.31…
    expect(actualCost(query, { orders: { nodes } })).toBe(3)
  })

  test('of an answer without data is the least there is', () => {
    expect(actualCost(price('{ customers(first: 5) { nodes { id } } }'), null)).toBe(1)
  })
})
