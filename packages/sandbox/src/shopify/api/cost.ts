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
  return Math.max(1, price(query, whole))
}

/**
 * The points that a query really used: connections count what they returned, not what was asked
 * for. A page that came back full costs what was requested.
 *
 * @param data The `data` of the answer.
 */
export function actualCost(query: PreparedQuery, data: unknown): number {
  return Math.max(1, Math.ceil(price(query, data) - ROUNDING))
}

/** Keeps a sum like 6.000000001 from being rounded up. */
const ROUNDING = 1e-9

/** Stands for an answer in which everything that was asked for came back. */
const whole = Symbol('whole')

function price(query: PreparedQuery, data: unknown): number {
  const { schema, operation } = query
  if (operation.operation === 'mutation') return FLAT_COST
  const root = schema.getRootType(operation.operation) as GraphQLObjectType
  return contentPrice(query, root, [operation.selectionSet], data, true)
}

/** The price of the fields that are selected on an object. */
function contentPrice(
  query: PreparedQuery,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  data: unknown,
  atRoot = false,
): number {
  let sum = 0
  for (const [key, nodes] of collectFields(query, type, selections)) {
    const value = data === whole ? whole : (data as Record<string, unknown> | null)?.[key]
    sum += fieldPrice(query, type, nodes, value, atRoot)
  }
  return sum
}

function fieldPrice(
  query: PreparedQuery,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  value: unknown,
  atRoot: boolean,
): number {
  const field = nodes[0] as FieldNode
  const definition = parent.getFields()[field.name.value]
  const selections = nodes.flatMap((node) => node.selectionSet ?? [])
  if (definition === undefined || selections.length === 0 || value == null) return 0
  const named = getNamedType(definition.type)
  if (named.name === 'Count') return atRoot ? FLAT_COST : 0
  if (isObjectType(named) && named.name.endsWith('Connection')) {
    return connectionPrice(query, named, field, selections, value)
  }
  const types = isAbstractType(named) ? query.schema.getPossibleTypes(named) : [named]
  const content = (item: unknown) =>
    Math.max(
      ...types.map((type) => contentPrice(query, type as GraphQLObjectType, selections, item)),
    )
  const isList = isListType(getNullableType(definition.type))
  const most = isList && Array.isArray(value) ? Math.max(0, ...value.map(content)) : content(value)
  return (freeTypes.has(named.name) ? 0 : 1) + most
}

function connectionPrice(
  query: PreparedQuery,
  type: GraphQLObjectType,
  field: FieldNode,
  selections: readonly SelectionSetNode[],
  value: unknown,
): number {
  const size = numberArgument(query, field, 'first') ?? numberArgument(query, field, 'last') ?? 0
  const weight = pageWeight(size)
  let sum = CONNECTION_COST
  for (const [key, nodes] of collectFields(query, type, selections)) {
    const name = (nodes[0] as FieldNode).name.value
    const inner = nodes.flatMap((node) => node.selectionSet ?? [])
    const nodeType = getNamedType(type.getFields()[name]?.type)
    if ((name !== 'nodes' && name !== 'edges') || !isObjectType(nodeType)) continue
    const returned = value === whole ? whole : (value as Record<string, unknown[]>)[key]
    // An edge costs nothing of its own: `contentPrice` of it is 1 + the node's content.
    const one = (item: unknown) =>
      (name === 'nodes' ? 1 : 0) + contentPrice(query, nodeType, inner, item)
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
