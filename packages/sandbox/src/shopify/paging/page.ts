import { badRequest } from '../api/api-error.ts'
import { decodeCursor, encodeCursor, type Position } from './cursor.ts'
import { compareKeys, type SortKey } from './sort-key.ts'

/** The arguments that ask for a page. */
export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** Records in the order in which they are paged. */
export interface SortedRows<R> {
  readonly rows: readonly R[]
  readonly key: SortKey<R>
  /** Whether the rows stand from the greatest key to the least. */
  readonly reverse: boolean
}

/** A page of a connection, as the connection types show it. */
export interface Page<R> {
  readonly nodes: readonly R[]
  readonly edges: readonly { readonly cursor: string; readonly node: R }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** The largest page there is. */
const MAXIMUM_PAGE_SIZE = 250

/**
 * Cuts a page out of sorted records. A cursor marks a place in the order of (key, id), so records
 * with equal keys are neither lost nor repeated, and the record of the cursor may be gone.
 *
 * @throws GraphQLError BAD_REQUEST where neither or both of `first` and `last` are given, the size
 *   is out of bounds, the cursor is not one of this order, or the page lies beyond `limit` objects.
 * @param present What is handed out for a record, where that is not the record that was sorted.
 */
export function cutPage<R extends { readonly id: number }>(
  sorted: SortedRows<R>,
  args: PageArguments,
  limit: number = Number.POSITIVE_INFINITY,
  present: (row: R) => R = (row) => row,
): Page<R> {
  const size = pageSize(args)
  const low = args.after == null ? 0 : rankAfter(sorted, args.after)
  const high = args.before == null ? sorted.rows.length : rankBefore(sorted, args.before)
  const fromStart = args.first != null
  const start = fromStart ? low : Math.max(low, high - size)
  const end = fromStart ? Math.min(high, low + size) : high
  if (start >= limit) {
    throw badRequest(
      `Pagination is limited to ${limit} objects. Narrow the connection with a filter.`,
    )
  }
  const rows = sorted.rows.slice(start, Math.max(start, end))
  const nodes = rows.map(present)
  const cursor = (row: R) =>
    encodeCursor({ id: row.id, value: sorted.key.of(row) }, sorted.key.type)
  const [firstRow, lastRow] = [rows[0], rows.at(-1)]
  return {
    nodes,
    get edges() {
      return rows.map((row, index) => ({ cursor: cursor(row), node: nodes[index] as R }))
    },
    pageInfo: {
      hasNextPage: end < sorted.rows.length,
      hasPreviousPage: start > 0,
      startCursor: firstRow === undefined ? null : cursor(firstRow),
      endCursor: lastRow === undefined ? null : cursor(lastRow),
    },
  }
}

/** All of the records, as no page that can be asked for shows them: what bulk operations read. */
export function wholePage<R extends { readonly id: number }>(
  sorted: SortedRows<R>,
  present: (row: R) => R = (row) => row,
): Page<R> {
  const nodes = sorted.rows.map(present)
  return {
    nodes,
    edges: nodes.map((node) => ({ cursor: '', node })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  }
}

function pageSize({ first, last }: PageArguments): number {
  if (first != null && last != null) {
    throw badRequest('providing both first and last is not supported')
  }
  const size = first ?? last
  if (size == null) throw badRequest('you must provide one of first or last')
  const name = first == null ? 'last' : 'first'
  if (size < 0) throw badRequest(`${name} cannot be negative`)
  if (size > MAXIMUM_PAGE_SIZE) {
    throw badRequest(`${name} is ${size}, and may be at most ${MAXIMUM_PAGE_SIZE}`)
  }
  return size
}

/** How many rows come before or at the cursor. */
function rankAfter<R extends { readonly id: number }>(sorted: SortedRows<R>, cursor: string) {
  return countWhile(sorted, (order) => order <= 0, readPosition(cursor, sorted.key))
}

/** How many rows come before the cursor. */
function rankBefore<R extends { readonly id: number }>(sorted: SortedRows<R>, cursor: string) {
  return countWhile(sorted, (order) => order < 0, readPosition(cursor, sorted.key))
}

function readPosition<R>(cursor: string, key: SortKey<R>): Position {
  const position = decodeCursor(cursor, key.type)
  if (position === undefined) throw badRequest('Invalid cursor for current pagination sort.')
  return position
}

/** By bisection: how many rows at the start satisfy `holds`, given their order to the position. */
function countWhile<R extends { readonly id: number }>(
  { rows, key, reverse }: SortedRows<R>,
  holds: (order: number) => boolean,
  position: Position,
): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle] as R
    const order = compareKeys({ value: key.of(row), id: row.id }, position)
    if (holds(reverse ? -order : order)) low = middle + 1
    else high = middle
  }
  return low
}
