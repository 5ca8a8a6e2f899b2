import { ApiError } from '../replies/api-error.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Row, Value } from '../store/row.ts'
import { compileAggregate, isAggregate } from './aggregate.ts'
import { checkLimits, checkRequiredFilter } from './check-query.ts'
import type { Predicate } from './compare-with.ts'
import { compileConditions, conditionTree, recordSubject } from './condition.ts'
import { compileOrder } from './order.ts'
import { parseSoql, type Query, type Subquery } from './parse-soql.ts'
import { compileSelection, type Nesting, type Selected } from './projection.ts'
import { offsetOfName, type QueryContext, type QueryScope } from './query-context.ts'
import { recordWriter } from './record-writer.ts'
import { soqlError } from './soql-error.ts'
import { compileTypeOf } from './type-of.ts'
import type { Leaf } from './where-tree.ts'
import { windowDays } from './window-days.ts'

/** How a query is to be run. */
export interface QueryOptions {
  /** As `queryAll` does: records in the recycle bin and archived activities too. */
  readonly includeDeleted: boolean
  /** Where urls in the answer begin: `/services/data/v68.0`. */
  readonly base: string
}

/** A query that is understood. */
export interface CompiledQuery {
  readonly object: ObjectDefinition
  /** `SELECT COUNT() FROM …`, whose answer is a number alone. */
  readonly isCount: boolean
  /** The answer in groups, where the query adds up. */
  readonly aggregate: ((rows: readonly Row[]) => string[]) | undefined
  readonly selection: readonly Selected[]
  /** Whether the query says in which order records come. */
  readonly isOrdered: boolean
  /** How many days of records the conditions leave. */
  readonly windowDays: number
  /** What is seen of the records that fit, in their order. */
  run(): Row[]
  /** A record as REST writes it. */
  write(row: Row): string
}

/** How many queries there can be within the conditions of one. */
const MAXIMUM_SEMI_JOINS = 2

/**
 * Understands a query.
 *
 * @throws ApiError MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE, …
 * @example
 * compileQuery(context, 'SELECT Id FROM Account LIMIT 1', options).run()
 */
export function compileQuery(
  context: QueryContext,
  soql: string,
  options: QueryOptions,
): CompiledQuery {
  const query = parseSoql(soql)
  return compile(context, soql, query, objectOf(context, soql, query.sObject ?? ''), options)
}

function objectOf(context: QueryContext, soql: string, name: string): ObjectDefinition {
  const object = context.schema.object(name)
  if (object?.queryable) return object
  const offset = offsetOfName(soql, name, 'FROM')
  if (object !== undefined && !object.deprecatedAndHidden) {
    throw soqlError(
      'INVALID_TYPE_FOR_OPERATION',
      soql,
      offset,
      `entity type ${object.name} does not support query`,
    )
  }
  throw soqlError(
    'INVALID_TYPE',
    soql,
    offset,
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}

function compile(
  context: QueryContext,
  soql: string,
  query: Query | Subquery,
  object: ObjectDefinition,
  options: QueryOptions,
): CompiledQuery {
  const scope: QueryScope = { ...context, soql, object: object.name, alias: query.sObjectAlias }
  checkLimits(scope, query)
  const tree = query.where && conditionTree(scope, query.where)
  checkRequiredFilter(object, tree)
  const predicate =
    tree &&
    compileConditions(
      scope,
      tree,
      (leaf) => recordSubject(scope, leaf),
      semiJoin(context, soql, options),
    )
  const [first] = query.fields ?? []
  const isCount =
    query.fields?.length === 1 &&
    query.groupBy === undefined &&
    first?.type === 'FieldFunctionExpression' &&
    first.functionName.toUpperCase() === 'COUNT' &&
    first.parameters.length === 0 &&
    first.alias === undefined
  const adds = !isCount && isAggregate(query as Query)
  const order = adds ? undefined : compileOrder(scope, query)
  const selection =
    isCount || adds
      ? []
      : compileSelection(scope, query.fields ?? [], {
          children: children(context, soql, object, options),
          typeOf: (item) => compileTypeOf(scope, object, options.base, item),
        })
  return {
    object,
    isCount,
    aggregate: adds ? compileAggregate(scope, query as Query) : undefined,
    selection,
    isOrdered: order !== undefined,
    windowDays: windowDays(tree, context.now),
    run: () => {
      const rows = visibleRows(context, object, predicate, options)
      if (order !== undefined) rows.sort(order)
      const start = adds ? 0 : (query.offset ?? 0)
      const end = query.limit === undefined || adds ? rows.length : start + query.limit
      return start === 0 && end >= rows.length ? rows : rows.slice(start, end)
    },
    write: recordWriter(scope, object, options.base, selection),
  }
}

function visibleRows(
  { store }: QueryContext,
  object: ObjectDefinition,
  predicate: Predicate | undefined,
  { includeDeleted }: QueryOptions,
): Row[] {
  const rows: Row[] = []
  for (const row of store.table(object.name)?.rows() ?? []) {
    if (!includeDeleted && (row.IsDeleted === true || row.IsArchived === true)) continue
    if (predicate === undefined || predicate(row)) rows.push(row)
  }
  return rows
}

/** Runs the queries within conditions: `Id IN (SELECT AccountId FROM Contact)`. */
function semiJoin(context: QueryContext, soql: string, options: QueryOptions) {
  let count = 0
  return (leaf: Leaf): ReadonlySet<Value> => {
    if (++count > MAXIMUM_SEMI_JOINS) {
      const problem = `Maximum ${MAXIMUM_SEMI_JOINS} semi join sub-selects are allowed.`
      throw new ApiError(400, 'MALFORMED_QUERY', problem)
    }
    const inner = (leaf as { valueQuery: Query }).valueQuery
    const object = objectOf(context, soql, inner.sObject ?? '')
    const compiled = compile(context, soql, inner, object, options)
    const [column] = compiled.selection
    if (column === undefined || compiled.selection.length > 1) {
      throw new ApiError(400, 'MALFORMED_QUERY', 'Semi join sub-selects can only query one field.')
    }
    return new Set(compiled.run().map((row) => column.read(row)))
  }
}

/** Runs the queries within SELECT: `(SELECT Id FROM Contacts)`. */
function children(
  context: QueryContext,
  soql: string,
  object: ObjectDefinition,
  options: QueryOptions,
): Nesting['children'] {
  return ({ subquery }) => {
    const wanted = subquery.relationshipName.toLowerCase()
    const relationship = object.children.find(({ name }) => name.toLowerCase() === wanted)
    const child = relationship && context.schema.object(relationship.child)
    if (relationship === undefined || child === undefined) {
      throw soqlError(
        'INVALID_TYPE',
        soql,
        offsetOfName(soql, subquery.relationshipName),
        `Didn't understand relationship '${subquery.relationshipName}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      )
    }
    const { limit, ...whole } = subquery
    const compiled = compile(context, soql, whole, child, options)
    let byParent: Map<Value | undefined, Row[]> | undefined
    return {
      name: relationship.name,
      json: (row) => {
        byParent ??= groupRows(compiled.run(), relationship.field)
        const rows = (byParent.get(row.Id) ?? []).slice(0, limit)
        if (rows.length === 0) return 'null'
        return `{"totalSize":${rows.length},"done":true,"records":[${rows.map(compiled.write).join(',')}]}`
      },
    }
  }
}

function groupRows(rows: readonly Row[], field: string): Map<Value | undefined, Row[]> {
  const groups = new Map<Value | undefined, Row[]>()
  for (const row of rows) {
    const group = groups.get(row[field])
    if (group === undefined) groups.set(row[field], [row])
    else group.push(row)
  }
  return groups
}
