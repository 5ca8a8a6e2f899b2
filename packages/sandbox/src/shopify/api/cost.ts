import { collectFields, type PreparedQuery } from './collect-fields.ts'
import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from './graphql.ts'
import { typesThatMatter } from './types-that-matter.ts'

/** The most that one query may cost, on any plan. */
export const MAXIMUM_QUERY_COST = 1000

/** What a mutation costs, and a count at the root. */
const FLAT_COST = 10

/** What a connection costs before its first node. */
const CONNECTION_COST = 2

/** Types that come free of charge: they are values, not things. */
const freeTypes: ReadonlySet<string> = new Set([
  'MoneyV2',
  'MoneyBag',
  'MailingAddress',
  'LocationAddress',
  'ShopAddress',
  'CustomerEmailMarketingConsentState',
  'CustomerSmsMarketingConsentState',
  'PageInfo',
])

/**
 * The weight of a page of `size` nodes, which grows much slower than the page.
 *
 * @example
 * pageWeight(250) // 11
 */
export function pageWeight(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)))
}

/**
 * The points that a query asks for, before it runs. The formula is calibrated on live answers: a
 * scalar 0, an object or a list of objects 1 + its content, a connection 2 + weight of its page ×
 * (1 + content of a node), where `nodes` and `edges` both count.
 */
export function requestedCost(query: PreparedQuery): number {
  return Math.max(1, price({ query }, whole))
}

/** What one field adds to the requested cost, as `Shopify-GraphQL-Cost-Debug: 1` shows it. */
export interface FieldCost {
  readonly path: readonly string[]
  /** Its own. */
  readonly definedCost: number
  readonly requestedTotalCost: number
  /** Of what is selected in it; null where nothing can be. */
  readonly requestedChildrenCost: number | null
}

/** What each field of a query adds to its requested cost, the outer fields first. */
export function fieldCosts(query: PreparedQuery): FieldCost[] {
  const costs = new Map<string, FieldCost>()
  price({ query, record: (cost) => costs.set(cost.path.join('.'), cost) }, whole)
  return [...costs.values()].sort((left, right) => left.path.length - right.path.length)
}

/**
 * The points that a query really used: connections count what they returned, not what was asked
 * for. A page that came back full costs what was requested.
 *
 * @param data The `data` of the answer.
 */
export function actualCost(query: PreparedQuery, data: unknown): number {
  return Math.max(1, Math.ceil(price({ query }, data) - ROUNDING))
}

/** Keeps a sum like 6.000000001 from being rounded up. */
const ROUNDING = 1e-9

/** Stands for an answer in which everything that was asked for came back. */
const whole = Symbol('whole')

/** A query that is being priced. */
interface Pricing {
  readonly query: PreparedQuery
  readonly record?: (cost: FieldCost) => void
}

function price(pricing: Pricing, data: unknown): number {
  const { schema, operation } = pricing.query
  if (operation.operation === 'mutation') return FLAT_COST
  const root = schema.getRootType(operation.operation) as GraphQLObjectType
  return contentPrice(pricing, root, [operation.selectionSet], data, [])
}

/** The price of the fields that are selected on an object. */
function contentPrice(
  pricing: Pricing,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  data: unknown,
  path: readonly string[],
): number {
  let sum = 0
  for (const [key, nodes] of collectFields(pricing.query, type, selections)) {
    const value = data === whole ? whole : (data as Record<string, unknown> | null)?.[key]
    const { own, children } = fieldPrice(pricing, type, nodes, value, [...path, key])
    const total = own + (children ?? 0)
    pricing.record?.({
      path: [...path, key],
      definedCost: own,
      requestedTotalCost: total,
      requestedChildrenCost: children,
    })
    sum += total
  }
  return sum
}

interface FieldPrice {
  readonly own: number
  readonly children: number | null
}

function fieldPrice(
  pricing: Pricing,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  value: unknown,
  path: readonly string[],
): FieldPrice {
  const field = nodes[0] as FieldNode
  const definition = parent.getFields()[field.name.value]
  const selections = nodes.flatMap((node) => node.selectionSet ?? [])
  if (definition === undefined || selections.length === 0 || value == null) {
    return { own: 0, children: null }
  }
  const named = getNamedType(definition.type)
  if (named.name === 'Count') return { own: path.length === 1 ? FLAT_COST : 0, children: 0 }
  if (isObjectType(named) && named.name.endsWith('Connection')) {
    const children = connectionPrice(pricing, named, field, selections, value, path)
    return { own: CONNECTION_COST, children }
  }
  const types = isAbstractType(named) ? typesThatMatter(pricing.query, named, selections) : [named]
  const content = (item: unknown) =>
    Math.max(
      ...types.map((type) =>
        contentPrice(pricing, type as GraphQLObjectType, selections, item, path),
      ),
    )
  const isList = isListType(getNullableType(definition.type))
  const most = isList && Array.isArray(value) ? Math.max(0, ...value.map(content)) : content(value)
  return { own: freeTypes.has(named.name) ? 0 : 1, children: most }
}

/** The price of the nodes of a connection. */
function connectionPrice(
  pricing: Pricing,
  type: GraphQLObjectType,
  field: FieldNode,
  selections: readonly SelectionSetNode[],
  value: unknown,
  path: readonly string[],
): number {
  const { query } = pricing
  const size = numberArgument(query, field, 'first') ?? numberArgument(query, field, 'last') ?? 0
  const weight = pageWeight(size)
  let sum = 0
  for (const [key, nodes] of collectFields(query, type, selections)) {
    const name = (nodes[0] as FieldNode).name.value
    const inner = nodes.flatMap((node) => node.selectionSet ?? [])
    const nodeType = getNamedType(type.getFields()[name]?.type)
    if ((name !== 'nodes' && name !== 'edges') || !isObjectType(nodeType)) continue
    const returned = value === whole ? whole : (value as Record<string, unknown[]>)[key]
    // An edge costs nothing of its own: `contentPrice` of it is 1 + the node's content.
    const one = (item: unknown) =>
      (name === 'nodes' ? 1 : 0) + contentPrice(pricing, nodeType, inner, item, [...path, key])
    if (returned === whole) sum += weight * one(whole)
    else if (Array.isArray(returned) && size > 0) {
      sum += (weight / size) * returned.reduce((total: number, item) => total + one(item), 0)
    }
  }
  return sum
}

function numberArgument(query: PreparedQuery, field: FieldNode, name: string): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value
  if (value?.kind === Kind.INT) return Number(value.value)
  if (value?.kind === Kind.VARIABLE) {
    const given = query.variables[value.name.value]
    return typeof given === 'number' ? given : undefined
  }
  return undefined
}
