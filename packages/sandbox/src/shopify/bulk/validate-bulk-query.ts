import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from '../api/graphql.ts'
import { readDocument } from '../api/read-document.ts'
import { readVariables } from '../api/read-variables.ts'
import { connectionsOf, type ObjectPlan, planQuery } from './plan-query.ts'

/** A query that is fit to run in bulk, or everything that is wrong with it. */
export type ValidatedBulkQuery =
  | { readonly document: DocumentNode; readonly plan: ObjectPlan }
  | { readonly problems: readonly string[] }

const MAXIMUM_QUERY_BYTES = 65_535
const MAXIMUM_CONNECTIONS = 5
const MAXIMUM_DEPTH = 2

/**
 * Checks what `bulkOperationRunQuery` is given, by the rules of bulk queries
 * (https://shopify.dev/docs/api/usage/bulk-operations/queries). The problems are in the API's words.
 *
 * @example
 * validateBulkQuery(schema, '{ shop { name } }')
 * // { problems: ['Bulk queries must contain at least one connection.'] }
 */
export function validateBulkQuery(schema: GraphQLSchema, query: string): ValidatedBulkQuery {
  const bytes = Buffer.byteLength(query)
  if (bytes > MAXIMUM_QUERY_BYTES) {
    return {
      problems: [`Query is too large (${bytes} bytes; maximum is ${MAXIMUM_QUERY_BYTES} bytes)`],
    }
  }
  const read = readDocument(schema, query)
  if ('errors' in read) return { problems: read.errors.map((error) => invalid(error.message)) }
  const [operation, ...others] = read.operations
  if (operation === undefined || others.length > 0) {
    return { problems: [invalid('An operation name is required')] }
  }
  if (operation.operation !== 'query') {
    return { problems: ['Invalid operation type. Only `query` operations are supported.'] }
  }
  // There is no way to send values, so a variable has its default or stops the query.
  const variables = readVariables(schema, operation.variableDefinitions ?? [], {})
  if ('errors' in variables) {
    return { problems: variables.errors.map((error) => invalid(error.message)) }
  }
  const plan = planQuery(schema, operation, read.fragments)
  const problems = brokenRules(operation, plan)
  return problems.length > 0 ? { problems } : { document: read.document, plan }
}

/** A syntax error is told without its place. */
const invalid = (message: string): string =>
  `Invalid bulk query: ${message.replace(/^(syntax error.*) at \[\d+, \d+\]$/, '$1')}`

function brokenRules(operation: OperationDefinitionNode, plan: ObjectPlan): string[] {
  const { selections } = operation.selectionSet
  const connections = connectionsOf(plan)
  const name = (field: { readonly field: string }) => field.field
  const notByEdges = connections.filter(({ edges, selectsNodes }) => selectsNodes || !edges)
  const withoutId = connections.filter(
    ({ edges, node, nodeHasId }) => edges && connectionsOf(node).length > 0 && !nodeHasId,
  )
  const rules: readonly (readonly [broken: boolean, problem: string])[] = [
    [selections.length > 1, 'Bulk queries can contain only one top level field.'],
    [
      selections.some(
        (selection) => 'name' in selection && /^nodes?$/.test(selection.name?.value ?? ''),
      ),
      'Bulk queries cannot contain a top level `node` field.',
    ],
    [connections.length === 0, 'Bulk queries must contain at least one connection.'],
    [
      connections.length > MAXIMUM_CONNECTIONS,
      `Bulk queries cannot contain more than ${MAXIMUM_CONNECTIONS} connections.`,
    ],
    [
      connections.some(({ depth }) => depth > MAXIMUM_DEPTH),
      `Bulk queries cannot contain connections with a nesting depth greater than ${MAXIMUM_DEPTH}.`,
    ],
    [
      connections.some(({ insideList }) => insideList),
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
    [
      notByEdges.length > 0,
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '${notByEdges.map(name).join("', '")}'.`,
    ],
    [
      withoutId.length > 0,
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${withoutId.map(name).join(', ')}.`,
    ],
  ]
  return rules.flatMap(([broken, problem]) => (broken ? [problem] : []))
}
