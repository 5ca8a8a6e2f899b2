import { ApiError } from '../replies/api-error.ts'
import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { compareWith, type Predicate } from './compare-with.ts'
import { comparisonKind, type Operand, operandOf, WrongLiteral } from './comparison.ts'
import { dateFunction } from './date-function.ts'
import { fieldPath } from './field-path.ts'
import { likePattern, unquote } from './literal.ts'
import type { HavingClause, WhereClause } from './parse-soql.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { soqlError } from './soql-error.ts'
import { type Leaf, MixedOperators, type WhereTree, whereTree } from './where-tree.ts'

/** Runs a query within a condition, and gives the one column that it selects. */
export type RunSubquery = (leaf: Leaf) => ReadonlySet<Value>

/** What a condition is about: a field of records, or what groups of them add up to. */
export interface Subject<T> {
  /** As the query names it, to mark it in an error. */
  readonly name: string
  readonly field: Field
  read(of: T): Value
}

/**
 * Makes a predicate of the conditions of a query.
 *
 * @param subjectOf What a condition is about; of WHERE, that is `recordSubject`.
 * @throws ApiError INVALID_FIELD, MALFORMED_QUERY
 */
export function compileConditions<T>(
  scope: QueryScope,
  tree: WhereTree,
  subjectOf: (leaf: Leaf) => Subject<T>,
  runSubquery: RunSubquery,
): Predicate<T> {
  const compile = (node: WhereTree): Predicate<T> => {
    if (node.kind === 'leaf') {
      return compileLeaf(scope, node.leaf, subjectOf(node.leaf), runSubquery)
    }
    if (node.kind === 'not') {
      const inner = compile(node.of)
      return (of) => !inner(of)
    }
    const parts = node.of.map(compile)
    return node.kind === 'and'
      ? (of) => parts.every((part) => part(of))
      : (of) => parts.some((part) => part(of))
  }
  return compile(tree)
}

/**
 * The conditions of WHERE or HAVING as they nest.
 *
 * @throws ApiError MALFORMED_QUERY where AND and OR stand side by side
 */
export function conditionTree(scope: QueryScope, clause: WhereClause | HavingClause): WhereTree {
  try {
    return whereTree(clause)
  } catch (error) {
    if (!(error instanceof MixedOperators)) throw error
    const offset = offsetOfName(scope.soql, error.operator, 'WHERE')
    throw soqlError('MALFORMED_QUERY', scope.soql, offset, error.message)
  }
}

function compileLeaf<T>(
  scope: QueryScope,
  leaf: Leaf,
  { field, read, name }: Subject<T>,
  runSubquery: RunSubquery,
): Predicate<T> {
  const fail = (problem: string, code = 'INVALID_FIELD') =>
    soqlError(code, scope.soql, offsetOfName(scope.soql, name, 'WHERE'), problem)
  if (!field.filterable) throw fail(`field '${field.name}' can not be filtered in a query call`)

  const operator = 'operator' in leaf ? leaf.operator.toUpperCase().replace(/\s+/g, ' ') : '='
  if ('valueQuery' in leaf) {
    const wanted = runSubquery(leaf)
    if (operator === 'NOT IN') return (of) => !wanted.has(read(of))
    return (of) => wanted.has(read(of))
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

/** What a condition of WHERE is about: a field, or a function of a date. */
export function recordSubject(scope: QueryScope, leaf: Leaf): Subject<Row> {
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

function compileLike<T>(
  field: Field,
  read: (of: T) => Value,
  literal: string,
  literalType: string | undefined,
  fail: Fail,
): Predicate<T> {
  if (comparisonKind(field) !== 'text') {
    throw fail(`invalid operator on ${field.type} field`, 'INVALID_QUERY_FILTER_OPERATOR')
  }
  if (literalType !== 'STRING') throw fail(new WrongLiteral(field, 'text').message)
  const pattern = likePattern(literal)
  return (of) => {
    const value = read(of)
    return value !== null && pattern.test(String(value))
  }
}

function compileIncludes<T>(
  field: Field,
  read: (of: T) => Value,
  literals: readonly string[],
  wanted: boolean,
  fail: Fail,
): Predicate<T> {
  if (field.type !== 'multipicklist') {
    throw fail(
      'includes or excludes operator only valid on multipicklist field',
      'INVALID_QUERY_FILTER_OPERATOR',
    )
  }
  const alternatives = literals.map((literal) => unquote(literal).toLowerCase().split(';'))
  return (of) => {
    const value = read(of)
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
