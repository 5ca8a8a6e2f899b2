import type { Field } from '../schema/field.ts'
import { makeField } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import type { Predicate } from './compare-with.ts'
import { compareValue, comparisonKind, type Operand } from './comparison.ts'
import { compileConditions, conditionTree, type Subject } from './condition.ts'
import { dateFunction } from './date-function.ts'
import { addDecimals } from './decimal.ts'
import { fieldPath } from './field-path.ts'
import { orderBy, orderOf } from './order.ts'
import type { Query, FieldType as SelectItem } from './parse-soql.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { jsonValue } from './render-value.ts'
import { noSuchColumn, soqlError } from './soql-error.ts'

/** A column of an answer that adds records up. */
interface AggregateColumn {
  readonly name: string
  readonly field: Field
  of(rows: readonly Row[]): Value
}

const anInteger = makeField({ name: 'count', type: 'int' })
const functions = ['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG']

/** Whether a query adds records up, and so has groups in its answer instead of records. */
export function isAggregate(query: Query): boolean {
  return (
    query.groupBy !== undefined ||
    (query.fields ?? []).some(
      (item) =>
        item.type === 'FieldFunctionExpression' &&
        functions.includes(item.functionName.toUpperCase()),
    )
  )
}

/**
 * Makes a function that adds records up into the groups of a query, each as JSON.
 *
 * @throws ApiError INVALID_FIELD, MALFORMED_QUERY
 */
export function compileAggregate(
  scope: QueryScope,
  query: Query,
): (rows: readonly Row[]) => string[] {
  const keys = [query.groupBy ?? []].flat().map((clause) => {
    if ('field' in clause) return columnOf(scope, clause.field)
    return functionOf(scope, clause.fn.functionName ?? '', String(clause.fn.parameters?.[0] ?? ''))
  })
  let unnamed = 0
  const columns = (query.fields ?? []).map((item) => {
    const column = compileColumn(scope, item, keys)
    const name = ('alias' in item ? item.alias : undefined) ?? column.name ?? `expr${unnamed++}`
    return { ...column, name }
  })
  const having = compileHaving(scope, query, keys)
  const order = compileGroupOrder(scope, query, keys)
  return (rows) => {
    const groups = groupRows(rows, keys).filter(having)
    if (order !== undefined) groups.sort(order)
    const start = query.offset ?? 0
    const end = query.limit === undefined ? groups.length : start + query.limit
    return groups.slice(start, end).map((group) => {
      const parts = columns.map(
        ({ name, field, of }) => `${JSON.stringify(name)}:${jsonValue(field, of(group))}`,
      )
      return `{"attributes":{"type":"AggregateResult"},${parts.join(',')}}`
    })
  }
}

type Group = readonly Row[]

function compileHaving(scope: QueryScope, query: Query, keys: readonly Key[]): Predicate<Group> {
  if (query.having === undefined) return () => true
  const tree = conditionTree(scope, query.having)
  return compileConditions<Group>(
    scope,
    tree,
    (leaf) => groupSubject(scope, leaf as GroupItem, keys),
    () => new Set(),
  )
}

/** What HAVING and ORDER BY can name of groups: a function, or what they are grouped by. */
type GroupItem =
  | { readonly field: string }
  | { readonly fn: { readonly functionName?: string; readonly parameters?: readonly unknown[] } }

function groupSubject(scope: QueryScope, item: GroupItem, keys: readonly Key[]): Subject<Group> {
  const column = compileColumn(
    scope,
    'fn' in item
      ? {
          type: 'FieldFunctionExpression',
          functionName: item.fn.functionName ?? '',
          parameters: [String(item.fn.parameters?.[0] ?? '')],
        }
      : { type: 'Field', field: item.field },
    keys,
  )
  const name = 'fn' in item ? (item.fn.functionName ?? '') : item.field
  return { name, field: column.field, read: column.of }
}

/** The order of groups; their order otherwise is that in which their first records came. */
function compileGroupOrder(scope: QueryScope, query: Query, keys: readonly Key[]) {
  const clauses = [query.orderBy ?? []].flat()
  if (clauses.length === 0) return undefined
  return orderOf(
    clauses.map((clause) => {
      const { field, read } = groupSubject(scope, clause as GroupItem, keys)
      return orderBy(field, read, clause)
    }),
  )
}

type Key = Pick<AggregateColumn, 'field'> & { readonly name: string; read(row: Row): Value }

function columnOf(scope: QueryScope, name: string): Key {
  const path = fieldPath(scope, name, 'GROUP BY')
  return { name: path.field.name, field: path.field, read: path.read }
}

function functionOf(scope: QueryScope, name: string, parameter: string): Key {
  const path = fieldPath(scope, parameter, 'GROUP BY')
  const made = dateFunction(name, path.field)
  if (made === undefined) {
    throw noSuchColumn(scope.soql, offsetOfName(scope.soql, name), name, scope.object)
  }
  return {
    name: `${name}(${parameter})`.toUpperCase(),
    field: made.field,
    read: (row) => made.of(path.read(row)),
  }
}

function groupRows(rows: readonly Row[], keys: readonly Key[]): Row[][] {
  if (keys.length === 0) return [[...rows]]
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const id = JSON.stringify(keys.map((key) => key.read(row)))
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

type NamelessColumn = Omit<AggregateColumn, 'name'> & { readonly name?: string }

function compileColumn(scope: QueryScope, item: SelectItem, keys: readonly Key[]): NamelessColumn {
  if (item.type === 'FieldFunctionExpression') {
    const name = item.functionName.toUpperCase()
    const parameter = String(item.parameters[0] ?? '')
    if (functions.includes(name)) return addUp(scope, name, parameter)
    const key = keys.find((one) => one.name === `${name}(${parameter})`.toUpperCase())
    if (key !== undefined) return { field: key.field, of: ([row]) => (row ? key.read(row) : null) }
  }
  const written =
    item.type === 'Field' ? item.field : 'rawValue' in item && item.rawValue ? item.rawValue : ''
  const path = fieldPath(scope, written)
  if (!keys.some(({ field }) => field === path.field)) {
    const problem = `Field must be grouped or aggregated: ${path.field.name}`
    throw soqlError('MALFORMED_QUERY', scope.soql, offsetOfName(scope.soql, written), problem)
  }
  return {
    name: path.field.name,
    field: path.field,
    of: ([row]) => (row === undefined ? null : path.read(row)),
  }
}

function addUp(scope: QueryScope, name: string, parameter: string): NamelessColumn {
  if (name === 'COUNT' && parameter === '') return { field: anInteger, of: (rows) => rows.length }
  const { field, read } = fieldPath(scope, parameter)
  const kind = comparisonKind(field)
  const present = (rows: readonly Row[]) => rows.map(read).filter((value) => value !== null)
  switch (name) {
    case 'COUNT':
      return { field: anInteger, of: (rows) => present(rows).length }
    case 'COUNT_DISTINCT':
      return { field: anInteger, of: (rows) => new Set(present(rows)).size }
    case 'SUM':
      return { field: { ...field, type: 'double' }, of: (rows) => sum(present(rows)) }
    case 'AVG':
      return {
        field: { ...field, type: 'double' },
        of: (rows) => {
          const values = present(rows)
          return values.length === 0 ? null : String(Number(sum(values)) / values.length)
        },
      }
    default: {
      const wanted = name === 'MIN' ? -1 : 1
      return {
        field,
        of: (rows) =>
          present(rows).reduce<Value>(
            (best, value) =>
              best === null || Math.sign(compareValue(kind, value, best as Operand)) === wanted
                ? value
                : best,
            null,
          ),
      }
    }
  }
}

const sum = (values: readonly Value[]): Value =>
  values.length === 0 ? null : values.map(String).reduce(addDecimals, '0.0')
