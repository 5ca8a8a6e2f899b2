import type { GraphQLResolveInfo } from '../api/graphql.ts'
import type { RequestContext } from '../api/request-context.ts'
import { type CompiledSearch, compileSearch } from '../search/compile-search.ts'
import { type SearchableKind, sortRows } from '../search/search-index.ts'
import type { Row, Table } from '../store/table.ts'
import { cutPage, type Page, type PageArguments, type SortedRows, wholePage } from './page.ts'
import type { SortKey } from './sort-key.ts'

/** The arguments of a connection that can be searched. */
export interface ConnectionArguments extends PageArguments {
  readonly query?: string | null
  readonly sortKey: string
  readonly reverse: boolean
}

/**
 * Answers a connection over a whole table: filtered and sorted by the index, then cut into a page.
 *
 * @param visible Which records this token may see at all. Default: all.
 */
export function tableConnection<R extends Row>(
  kind: SearchableKind<R>,
  table: Table<R>,
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  visible?: (row: R) => boolean,
): Page<R> {
  const selected = context.index.select(kind, table, args)
  report(selected.search, args, context, info)
  const rows = visible === undefined ? selected.rows : selected.rows.filter(visible)
  return pageOf({ ...selected, rows }, args, context, (row) => table.get(row.id) ?? row)
}

/** Answers a connection over records that lie in no table and are found without an index. */
export function listConnection<R extends Row>(
  kind: SearchableKind<R>,
  records: readonly R[],
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Page<R> {
  const query = args.query?.trim() ?? ''
  const settings = { zone: context.store.shop.ianaTimezone, now: context.now }
  const search = query === '' ? undefined : compileSearch(query, kind, settings)
  report(search, args, context, info)
  return pageOf(
    sortRows(records.filter(search?.matches ?? (() => true)), kind, args),
    args,
    context,
  )
}

function pageOf<R extends { readonly id: number }>(
  sorted: SortedRows<R>,
  args: PageArguments,
  context: RequestContext,
  present?: (row: R) => R,
): Page<R> {
  return context.wholeConnections
    ? wholePage(sorted, present)
    : cutPage(sorted, args, context.paginationLimit, present)
}

/** How many records of a table a search finds: a `Count`, exact up to `limit`. */
export function tableCount<R extends Row>(
  kind: SearchableKind<R>,
  table: Table<R>,
  args: { readonly query?: string | null; readonly limit: number | null },
  context: RequestContext,
  info: GraphQLResolveInfo,
  visible?: (row: R) => boolean,
): { count: number; precision: 'AT_LEAST' | 'EXACT' } {
  const selected = context.index.select(kind, table, {
    query: args.query ?? null,
    sortKey: 'ID',
    reverse: false,
  })
  report(selected.search, args, context, info)
  const found = visible === undefined ? selected.rows.length : selected.rows.filter(visible).length
  const limit = args.limit ?? Number.POSITIVE_INFINITY
  return found > limit
    ? { count: limit, precision: 'AT_LEAST' }
    : { count: found, precision: 'EXACT' }
}

/** Answers a connection over the few things that belong to one record. */
export function nestedConnection<R extends { readonly id: number }>(
  rows: readonly R[],
  key: SortKey<R>,
  args: PageArguments & { readonly reverse?: boolean },
  context: RequestContext,
): Page<R> {
  const reverse = args.reverse ?? false
  const sorted = { rows: reverse ? rows.toReversed() : rows, key, reverse }
  if (context.wholeConnections) return wholePage(sorted)
  const limit = context.nestedPageLimit
  if (limit === undefined || args.first == null) return cutPage(sorted, args)
  const page = cutPage(sorted, { ...args, first: Math.min(args.first, limit.size) })
  if (!limit.silent) return page
  return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: false } }
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
