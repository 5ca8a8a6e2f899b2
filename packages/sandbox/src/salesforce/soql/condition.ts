import { ApiError } from '../replies/api-error.ts'
import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { compareWith, type Predicate } from './compare-with.ts'
import { comparisonKind, type Operand, operandOf, WrongLiteral } from './comparison.ts'
import { dateFunction } from './date-function.ts'
import { fieldPath } from './field-path.ts'
import { likePattern, unquote } from './literal.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { soqlError } from './soql-error.ts'
import type { Leaf, MixedOperators, WhereTree } from './where-tree.ts'

/** Runs a query within a condition, and gives the one column that it selects. */
export type RunSubquery = (leaf: Leaf) => ReadonlySet<Value>

/**
 * Makes a predicate of the conditions of a query.
 *
 * @throws ApiError INVALID_FIELD, MALFORMED_QUERY
 */
export function compileConditions(
  scope: QueryScope,
  tree: WhereTree,
  runSubquery: RunSubquery,
): Predicate {
  if (tree.kind === 'leaf') return compileLeaf(scope, tree.leaf, runSubquery)
  if (tree.kind === 'not') {
    const inner = compileConditions(scope, tree.of, runSubquery)
    return (row) => !inner(row)
  }
  const parts = tree.of.map((part) => compileConditions(scope, part, runSubquery))
  return tree.kind === 'and'
    ? (row) => parts.every((part) => part(row))
    : (row) => parts.some((part) => part(row))
}

/** What the parser counts parentheses wrong about, told as the API does. */
export function mixedOperators(scope: QueryScope, error: MixedOperators): ApiError {
  const { soql } = scope
  return soqlError(
    'MALFORMED_QUERY',
    soql,
    offsetOfName(soql, error.operator, 'WHERE'),
    `unexpected token: '${error.operator}'`,
  )
}

function compileLeaf(scope: QueryScope, leaf: Leaf, runSubquery: RunSubquery): Predicate {
  const { field, read, name } = subject(scope, leaf)
  const fail = (problem: string, code = 'INVALID_FIELD') =>
    soqlError(code, scope.soql, offsetOfName(scope.soql, name, 'WHERE'), problem)
  if (!field.filterable) throw fail(`field '${field.name}' can not be filtered in a query call`)

  const operator = 'operator' in leaf ? leaf.operator.toUpperCase().replace(/\s+/g, ' ') : '='
  if ('valueQuery' in leaf) {
    const wanted = runSubquery(leaf)
    if (operator === 'NOT IN') return (row) => !wanted.has(read(row))
    return (row) => wanted.has(read(row))
  }
  const { value, literalType } = leaf as {
    value: string | string[]
    literalType?: string | string[]
  }
  const literals = [value].flat()
  const types = [literalType].flat()
  if (operator === 'LIKE') return compileLike(field, read, literals[0] ?? '', types[0], fail)
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    return compileIncludes(field, read, literals, operator === 'INCLUDES', fail)
  }
  let operands: Operand[]
  try {
    operands = literals.map((literal, place) =>
      operandOf(field, literal, types[place] ?? types[0], scope.now),
    )
  } catch (error) {
    if (error instanceof WrongLiteral) throw fail(error.message)
    throw error
  }
  checkIds(field, literals, operands)
  return compareWith(field, read, operator, operands)
}

/** What a condition is about: a field, or a function of a date. */
function subject(scope: QueryScope, leaf: Leaf) {
  if ('fn' in leaf) {
    const [parameter] = leaf.fn.parameters ?? []
    const name = String(parameter)
    const path = fieldPath(scope, name, 'WHERE')
    const made = dateFunction(leaf.fn.functionName ?? '', path.field)
    if (made === undefined) {
      const problem = `unexpected token: '${leaf.fn.functionName}'`
      throw soqlError(
        'MALFORMED_QUERY',
        scope.soql,
        offsetOfName(scope.soql, leaf.fn.functionName ?? '', 'WHERE'),
        problem,
      )
    }
    return { field: made.field, read: (row: Row) => made.of(path.read(row)), name }
  }
  const name = (leaf as { field: string }).field
  const path = fieldPath(scope, name, 'WHERE')
  return { field: path.field, read: path.read, name }
}

type Fail = (problem: string, code?: string) => ApiError

function compileLike(
  field: Field,
  read: (row: Row) => Value,
  literal: string,
  literalType: string | undefined,
  fail: Fail,
): Predicate {
  if (comparisonKind(field) !== 'text') {
    throw fail(`invalid operator on ${field.type} field`, 'INVALID_QUERY_FILTER_OPERATOR')
  }
  if (literalType !== 'STRING') throw fail(new WrongLiteral(field, 'text').message)
  const pattern = likePattern(literal)
  return (row) => {
    const value = read(row)
    return value !== null && pattern.test(String(value))
  }
}

function compileIncludes(
  field: Field,
  read: (row: Row) => Value,
  literals: readonly string[],
  wanted: boolean,
  fail: Fail,
): Predicate {
  if (field.type !== 'multipicklist') {
    throw fail(
      'includes or excludes operator only valid on multipicklist field',
      'INVALID_QUERY_FILTER_OPERATOR',
    )
  }
  const alternatives = literals.map((literal) => unquote(literal).toLowerCase().split(';'))
  return (row) => {
    const value = read(row)
    const chosen = value === null ? [] : String(value).toLowerCase().split(';')
    const includes = alternatives.some((all) => all.every((one) => chosen.includes(one)))
    return includes === wanted
  }
}

/** An id that cannot be one is not merely not found. */
function checkIds(field: Field, literals: readonly string[], operands: readonly Operand[]): void {
  if (comparisonKind(field) !== 'id') return
  for (const [place, operand] of operands.entries()) {
    if (operand !== null && !/^[A-Za-z0-9]{18}$/.test(String(operand))) {
      const text = unquote(literals[place] as string)
      throw new ApiError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`)
    }
  }
}
