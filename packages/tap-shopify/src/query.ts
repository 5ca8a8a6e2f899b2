import { affordablePageSize, connectionCost, maxPageSize, objectCost } from './cost.ts'
import type { Field } from './selection.ts'

/** A GraphQL document, and the points that it asks for at most, as far as can be told before. */
export interface Query {
  readonly document: string
  readonly cost: number
}

/** A query for one page after another of a root connection. */
export interface PageQuery extends Query {
  /** The variable `first`: the page size that was wanted, or less where that would cost too much. */
  readonly first: number
}

/**
 * Asks for a page of what a root connection finds, by time of update. Variables: `first`, `after`,
 * `filter`.
 *
 * @example
 * pageQuery('orders', [{ name: 'id' }], 250).document
 */
export function pageQuery(root: string, fields: readonly Field[], pageSize: number): PageQuery {
  const first = affordablePageSize(pageSize, fields)
  return {
    document:
      `query ${root}($first: Int!, $after: String, $filter: String) ` +
      `{ ${root}(first: $first, after: $after, query: $filter, sortKey: UPDATED_AT) ${page(fields)} }`,
    cost: connectionCost(first, fields),
    first,
  }
}

/**
 * Asks for a page of a nested connection by the id of its owner, together with the field that bears
 * witness to its length. Variables: `id`, `after`.
 *
 * @param type The GraphQL type of the owner, as `Order`.
 */
export function nestedQuery(type: string, connection: Field, witness: Field): Query {
  const { name, fields = [] } = connection
  return {
    document:
      `query ${name}($id: ID!, $after: String) { node(id: $id) { ... on ${type} ` +
      `{ ${print(witness)} ${name}(first: ${maxPageSize}, after: $after) ${page(fields)} } } }`,
    cost: objectCost([witness, { ...connection, first: maxPageSize }]),
  }
}

function page(fields: readonly Field[]): string {
  return `{ nodes { ${fields.map(print).join(' ')} } pageInfo { hasNextPage endCursor } }`
}

function print({ name, fields, first }: Field): string {
  if (fields === undefined) return name
  if (first !== undefined) return `${name}(first: ${first}) ${page(fields)}`
  return `${name} { ${fields.map(print).join(' ')} }`
}
