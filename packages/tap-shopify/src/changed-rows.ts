import { RequestError } from '@descant/sdk'
import { askPage } from './ask-page.ts'
import { cameShort, type Row } from './connection-page.ts'
import { indexLagSeconds } from './index-lag.ts'
import type { PageQuery } from './query.ts'
import type { Shopify } from './shopify.ts'
import { filterOf, placeIn, shopifyTime, type UpdateWindow } from './update-window.ts'

/** A record that tells when it was last changed. */
export interface ChangedRow extends Row {
  readonly id: string
  readonly updatedAt: string
}

export interface ChangedRowsOptions {
  /** The root connection, as `orders`. */
  readonly name: string
  readonly query: PageQuery
  readonly window: UpdateWindow
  readonly signal: AbortSignal
  /** How many objects of one query Shopify pages through. @default 25000 */
  readonly paginationLimit?: number
}

/**
 * Reads what was changed within a window, a page at a time, in the order of the search index. Where
 * there is more than one query may page through, a new one goes on from where the last one got to.
 * Records that were changed again and have left the window are left out.
 *
 * @throws RequestError where a page is missing, or the filter was not kept to.
 */
export async function* changedRows(
  shopify: Shopify,
  { name, query, window, signal, paginationLimit = 25_000 }: ChangedRowsOptions,
): AsyncGenerator<readonly ChangedRow[], void, undefined> {
  let rest = window
  let edge: Edge = { time: undefined, ids: new Set() }
  for (;;) {
    const known = edge
    const filter = filterOf(rest)
    let after: string | undefined
    let objects = 0
    do {
      const variables = { first: query.first, after, filter }
      const ask = () => shopify.query<Row>(query, variables, signal)
      const page = await askPage<ChangedRow>({ name, after, ask })
      if (page === undefined) throw cameShort(name, 'no answer came')
      const rows = inWindow(page.nodes, rest, name)
      objects += page.nodes.length
      edge = edgeAfter(rows, edge, shopifyTime((await shopify.time()) - indexLagSeconds * 1000))
      yield rows.filter(({ id, updatedAt }) => updatedAt !== known.time || !known.ids.has(id))
      after = page.next
    } while (after !== undefined && objects + query.first <= paginationLimit)
    if (after === undefined) return
    if (edge.time === known.time) throw tooManyAtOnce(name, paginationLimit)
    rest = { ...window, since: edge.time }
  }
}

/** The last time up to which all has been read, and the records of that very time. */
interface Edge {
  readonly time: string | undefined
  readonly ids: ReadonlySet<string>
}

/**
 * The index sorts by what it knows, but records come as they are now: one that was just changed
 * stands at its old place with its new time. Only a time that the index has caught up with tells how
 * far was read.
 */
function edgeAfter(rows: readonly ChangedRow[], edge: Edge, caughtUp: string): Edge {
  const time = rows.findLast(({ updatedAt }) => updatedAt <= caughtUp)?.updatedAt
  if (time === undefined) return edge
  const ids = rows.filter(({ updatedAt }) => updatedAt === time).map(({ id }) => id)
  return { time, ids: new Set([...(time === edge.time ? edge.ids : []), ...ids]) }
}

/** The rows of a page that are still in the window. */
function inWindow(
  rows: readonly ChangedRow[],
  window: UpdateWindow,
  name: string,
): readonly ChangedRow[] {
  const places = rows.map(({ updatedAt }) => placeIn(window, updatedAt))
  if (places.includes('before')) throw filterIgnored(name)
  return rows.filter((_, index) => places[index] === 'in')
}

const filterIgnored = (name: string) =>
  new RequestError(
    `Shopify gave out ${name} that were updated before the time that was asked for: it did not keep ` +
      'to the filter, and what it found cannot be trusted. Check `api_version`.',
    { isRetryable: false },
  )

const tooManyAtOnce = (name: string, limit: number) =>
  new RequestError(
    `More than ${limit} ${name} were updated in the same second or just now, and Shopify pages ` +
      'through no more of them: run again in ten minutes.',
    { isRetryable: false },
  )
