import { ApiError } from '../replies/api-error.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Query, Subquery } from './parse-soql.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { soqlError } from './soql-error.ts'
import type { WhereTree } from './where-tree.ts'

const MAXIMUM_OFFSET = 2000
const MAXIMUM_FIELDS_LIMIT = 200
const MAXIMUM_CHILD_QUERIES = 55

/**
 * Makes sure that a query stays within what SOQL allows.
 *
 * @throws ApiError
 */
export function checkLimits(scope: QueryScope, query: Query | Subquery): void {
  const { soql } = scope
  if ((query.offset ?? 0) > MAXIMUM_OFFSET) {
    const problem = `Maximum SOQL offset allowed is ${MAXIMUM_OFFSET}`
    throw soqlError('NUMBER_OUTSIDE_VALID_RANGE', soql, offsetOfName(soql, 'OFFSET'), problem)
  }
  const fields = query.fields ?? []
  const hasAllFields = fields.some(
    (item) =>
      item.type === 'FieldFunctionExpression' &&
      item.functionName.toUpperCase() === 'FIELDS' &&
      String(item.parameters[0]).toUpperCase() !== 'STANDARD',
  )
  if (hasAllFields && (query.limit ?? Number.POSITIVE_INFINITY) > MAXIMUM_FIELDS_LIMIT) {
    const problem = `The SOQL FIELDS function must have a LIMIT of at most ${MAXIMUM_FIELDS_LIMIT}`
    throw new ApiError(400, 'MALFORMED_QUERY', problem)
  }
  if (fields.filter(({ type }) => type === 'FieldSubquery').length > MAXIMUM_CHILD_QUERIES) {
    const problem = `Maximum ${MAXIMUM_CHILD_QUERIES} child relationship sub-selects are allowed.`
    throw new ApiError(400, 'MALFORMED_QUERY', problem)
  }
}

/**
 * Some objects can only be asked for by the ids of what they belong to.
 *
 * @throws ApiError MALFORMED_QUERY
 */
export function checkRequiredFilter(object: ObjectDefinition, tree: WhereTree | undefined): void {
  const required = object.restriction.requiresFilterOn
  if (required === undefined) return
  const isOn = (node: WhereTree): boolean => {
    if (node.kind === 'and') return node.of.some(isOn)
    if (node.kind !== 'leaf' || !('field' in node.leaf)) return false
    const { field, operator } = node.leaf
    return required.includes(field) && ['=', 'IN'].includes(operator.toUpperCase())
  }
  if (tree !== undefined && isOn(tree)) return
  const names = required.filter((name) => name !== 'Id').join(' or ')
  throw new ApiError(
    400,
    'MALFORMED_QUERY',
    `Implementation restriction: ${object.name} requires a filter by a single Id on ${names} using the equals operator or multiple Id's using the IN operator.`,
  )
}
