import { affordablePageSize, connectionCost, maxPageSize, objectCost } from './cost.ts'
import type { Field } from './field.ts'
import { printField, printPage } from './print-fields.ts'
import type { Query } from './query.ts'

/** What a root connection is asked. */
export interface PageQuestion {
  /** The connection from the root on, as `orders` or `shopifyPaymentsAccount.payouts`. */
  readonly root: string
  /** Its arguments beside those for paging, as written: `sortKey: UPDATED_AT`. */
  readonly arguments?: readonly string[]
  readonly fields: readonly Field[]
  /** How many records a page is to hold, if it can be paid for. */
  readonly pageSize: number
}

/** A query for one page after another of a root connection. */
export interface PageQuery extends Query {
  /** The variable `first`: the page size that was wanted, or less where that would cost too much. */
  readonly first: number
}

/**
 * Asks for a page of a root connection. Variables: `first`, `after`, and `filter` where an argument
 * names it.
 *
 * @example
 * pageQuery({ root: 'orders', arguments: ['query: $filter'], fields: [{ name: 'id' }], pageSize: 250 }).document
 */
export function pageQuery(question: PageQuestion): PageQuery {
  const { root, arguments: more = [], fields, pageSize } = question
  const first = affordablePageSize(pageSize, fields)
  const holders = root.split('.')
  const name = holders.pop() as string
  const page = `${name}(${['first: $first', 'after: $after', ...more].join(', ')}) ${printPage(fields)}`
  const body = holders.reduceRight((inner, holder) => `${holder} { ${inner} }`, page)
  const variables = `$first: Int!, $after: String${body.includes('$filter') ? ', $filter: String' : ''}`
  return {
    document: `query ${name}(${variables}) { ${body} }`,
    cost: connectionCost(first, fields) + holders.length,
    first,
  }
}

/**
 * Asks for a page of a nested connection by the id of the nearest object around it that has one,
 * together with the field that bears witness to its length. Variables: `id`, `after`, `filter`.
 *
 * @param type The GraphQL type of that object, as `Order`.
 * @param path The objects between it and the connection, outermost first.
 */
export function nestedQuery(type: string, path: readonly Field[], connection: Field): Query {
  const { name, fields = [], witness } = connection
  const more = connection.arguments ? `, ${connection.arguments}` : ''
  const head = connection.of === undefined ? name : `${name}: ${connection.of}`
  const page =
    `${witness ? `${printField(witness.field)} ` : ''}` +
    `${head}(first: ${maxPageSize}, after: $after${more}) ${printPage(fields)}`
  const body = path.reduceRight(
    (inner, step) =>
      step.isFragment ? `... on ${step.name} { ${inner} }` : `${step.name} { ${inner} }`,
    page,
  )
  const filter = page.includes('$filter') ? ', $filter: String' : ''
  return {
    document:
      `query ${name}($id: ID!, $after: String${filter}) ` +
      `{ node(id: $id) { ... on ${type} { ${body} } } }`,
    cost: objectCost([{ ...connection, first: maxPageSize }, ...(witness ? [witness.field] : [])]),
  }
}
