import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { compareValue, comparisonKind, type Operand } from './comparison.ts'
import { fieldPath } from './field-path.ts'
import type { OrderByClause, Query, Subquery } from './parse-soql.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { soqlError } from './soql-error.ts'

/** Which of two records comes first, or of two groups. */
export type Order<T = Row> = (left: T, right: T) => number

/**
 * Makes an order of `ORDER BY`. What holds nothing comes first unless the query says otherwise.
 *
 * @throws ApiError INVALID_FIELD, MALFORMED_QUERY
 */
export function compileOrder(scope: QueryScope, query: Query | Subquery): Order | undefined {
  const clauses = [query.orderBy ?? []].flat()
  if (clauses.length === 0) return undefined
  return orderOf(clauses.map((clause) => compileClause(scope, clause)))
}

/** An order by several others, of which each settles what those before leave open. */
export function orderOf<T>(orders: readonly Order<T>[]): Order<T> {
  return (left, right) => {
    for (const order of orders) {
      const difference = order(left, right)
      if (difference !== 0) return difference
    }
    return 0
  }
}

function compileClause(scope: QueryScope, clause: OrderByClause): Order {
  if (!('field' in clause)) {
    throw soqlError(
      'MALFORMED_QUERY',
      scope.soql,
      offsetOfName(scope.soql, clause.fn.functionName ?? '', 'ORDER BY'),
      'Ordered field must be grouped or aggregated',
    )
  }
  const { field, read } = fieldPath(scope, clause.field, 'ORDER BY')
  if (!field.sortable) {
    throw soqlError(
      'MALFORMED_QUERY',
      scope.soql,
      offsetOfName(scope.soql, clause.field, 'ORDER BY'),
      `field '${field.name}' can not be sorted in a query call`,
    )
  }
  return orderBy(field, read, clause)
}

/** An order by one value, upwards or downwards, with nothing first or last. */
export function orderBy<T>(
  field: Field,
  read: (of: T) => Value,
  { order, nulls }: OrderByClause,
): Order<T> {
  const kind = comparisonKind(field)
  const direction = order === 'DESC' ? -1 : 1
  const emptyPlace = nulls === 'LAST' ? 1 : -1
  return (left, right) => {
    const [one, other] = [read(left), read(right)]
    if (one === null || other === null) {
      return one === other ? 0 : one === null ? emptyPlace : -emptyPlace
    }
    return direction * compareValue(kind, one, other as Operand)
  }
}
