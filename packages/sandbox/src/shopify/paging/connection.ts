import type { GraphQLResolveInfo } from '../api/graphql.ts'
import type { RequestContext } from '../api/request-context.ts'
import { type CompiledSearch, compileSearch } from '../search/compile-search.ts'
import { sortRows } from '../search/search-index.ts'
import type { Row } from '../store/table.ts'
import { cutPage, type Page, type PageArguments, type SortedRows, wholePage } from './page.ts'

/** The arguments of a connection that can be searched. */
export interface ConnectionArguments extends PageArguments {
  readonly query?: string | null
  readonly sortKey?: string | null
  readonly reverse?: boolean | null
}

/**
 * Answers a connection over the table of a type: filtered and sorted by the index, then cut into a
 * page. What the token may not see is not in it, nor what was deleted since the index saw it.
 *
 * @param belongs Which records the connection is about. Default: all.
 */
export function tableConnection<R extends Row>(
  type: string,
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  belongs?: (row: R) => boolean,
): Page<R> {
  const table = context.store.table<R>(type)
  const selected = select(type, args, context, info, belongs)
  return pageOf(selected, args, context, info, (row) => table.get(row.id) ?? row)
}

/** What a connection lists. Only filters look at the times. */
export type Listed = { readonly id: number } & Partial<Row>

/**
 * Answers a connection over records of a type that are at hand, and are found without an index: what
 * belongs to one record, or lies in no table.
 */
export function listConnection<R extends Listed>(
  type: string,
  records: readonly R[],
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Page<R> {
  const kind = context.searchable<R & Row>(type, info.parentType.name, info.fieldName)
  const query = args.query?.trim() ?? ''
  const settings = { zone: context.store.shop.ianaTimezone, now: context.now }
  const search = query === '' ? undefined : compileSearch(query, kind, settings)
  report(search, args, context, info)
  const found = (records as readonly (R & Row)[]).filter(search?.matches ?? (() => true))
  const { sortKey, reverse } = args
  const order = { sortKey: sortKey ?? 'ID', reverse: reverse ?? false }
  return pageOf(sortRows(found, kind, order), args, context, info)
}

function pageOf<R extends { readonly id: number }>(
  sorted: SortedRows<R>,
  args: PageArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  present?: (row: R) => R,
): Page<R> {
  if (context.wholeConnections) return wholePage(sorted, present)
  const limit = info.parentType.name === 'QueryRoot' ? undefined : context.nestedPageLimit
  const cut = (asked: PageArguments) =>
    cutPage(sorted, asked, context.conditions.paginationLimit, present)
  if (limit === undefined || args.first == null) return cut(args)
  const page = cut({ ...args, first: Math.min(args.first, limit.size) })
  if (!limit.silent) return page
  return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: false } }
}

/** How many records of a table a search finds: a `Count`, exact up to `limit`. */
export function tableCount<R extends Row>(
  type: string,
  args: { readonly query?: string | null; readonly limit?: number | null },
  context: RequestContext,
  info: GraphQLResolveInfo,
  belongs?: (row: R) => boolean,
): { count: number; precision: 'AT_LEAST' | 'EXACT' } {
  const found = select(type, { query: args.query ?? null }, context, info, belongs).rows.length
  const limit = args.limit ?? Number.POSITIVE_INFINITY
  return found > limit
    ? { count: limit, precision: 'AT_LEAST' }
    : { count: found, precision: 'EXACT' }
}

function select<R extends Row>(
  type: string,
  { query, sortKey, reverse }: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  belongs: ((row: R) => boolean) | undefined,
): SortedRows<R> {
  const table = context.store.table<R>(type)
  const kind = context.searchable<R>(type, info.parentType.name, info.fieldName)
  const selected = context.index.select(kind, table, {
    query: query ?? null,
    sortKey: sortKey ?? 'ID',
    reverse: reverse ?? false,
  })
  report(selected.search, { query: query ?? null }, context, info)
  const conditions = [
    belongs,
    context.visible<R>(type),
    table.hasDeletions ? (row: R) => table.get(row.id) !== undefined : undefined,
  ].filter((condition) => condition !== undefined)
  if (conditions.length === 0) return selected
  return {
    ...selected,
    rows: selected.rows.filter((row) => conditions.every((condition) => condition(row))),
  }
}

/** Lets `extensions.search` tell how a search was understood. */
function report(
  search: CompiledSearch<never> | undefined,
  args: { readonly query?: string | null },
  context: RequestContext,
  info: GraphQLResolveInfo,
): void {
  if (search === undefined) return
  const path: (string | number)[] = []
  for (let step: typeof info.path | undefined = info.path; step !== undefined; step = step.prev) {
    path.unshift(step.key)
  }
  context.searches.push({
    path,
    query: args.query ?? '',
    parsed: search.parsed,
    warnings: search.warnings,
  })
}
