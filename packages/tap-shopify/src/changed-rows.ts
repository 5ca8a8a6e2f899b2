import { RequestError } from '@descant/sdk'
import { nextCursor, pageIn, type Row } from './connection-page.ts'
import type { PageQuery } from './query.ts'
import type { Shopify } from './shopify.ts'
import { filterOf, strayOf, type UpdateWindow } from './update-window.ts'

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

/** How long the search index may lag behind a change, in seconds; minutes have been seen. */
export const indexLagSeconds = 600

/**
 * Reads what was changed within a window, a page at a time, in the order of the search index. Where
 * there is more than one query may page through, a new one goes on from where the last one got to.
 *
 * @throws RequestError where a page is missing, or the filter was not kept to.
 */
export async function* changedRows(
  shopify: Shopify,
  { name, query, window, signal, paginationLimit = 25_000 }: ChangedRowsOptions,
): AsyncGenerator<readonly ChangedRow[], void, undefined> {
  let { since } = window
  let place: Place = { time: undefined, ids: new Set() }
  for (;;) {
    const known = place
    const filter = filterOf({ ...window, since })
    let after: string | undefined
    let objects = 0
    do {
      const variables = { first: query.first, after, filter }
      const page = pageIn<ChangedRow>(await shopify.query(query, variables, signal), name)
      after = nextCursor(page, name, after)
      if (strayOf(page.nodes, { ...window, since })) throw filterIgnored(name)
      objects += page.nodes.length
      place = placeAfter(page.nodes, place, shopify.now() - indexLagSeconds * 1000)
      yield page.nodes.filter(
        ({ id, updatedAt }) => !(updatedAt === known.time && known.ids.has(id)),
      )
    } while (after !== undefined && objects + query.first <= paginationLimit)
    if (after === undefined) return
    if (place.time === undefined || place.time === since) throw tooManyAtOnce(name, paginationLimit)
    since = place.time
  }
}

/** How far the reading got: a time, and the records of that time that have been read. */
interface Place {
  readonly time: string | undefined
  readonly ids: ReadonlySet<string>
}

/**
 * The index sorts by what it knows, but the records come as they are now: one that was just changed
 * stands at its old place with its new time. Only times that the index must have caught up with by
 * now tell how far it was read.
 */
function placeAfter(rows: readonly ChangedRow[], place: Place, caughtUp: number): Place {
  const time = rows.findLast(({ updatedAt }) => Date.parse(updatedAt) <= caughtUp)?.updatedAt
  if (time === undefined) return place
  const ids = rows.filter(({ updatedAt }) => updatedAt === time).map(({ id }) => id)
  return { time, ids: new Set([...(time === place.time ? place.ids : []), ...ids]) }
}

const filterIgnored = (name: string) =>
  new RequestError(
    `Shopify gave out ${name} that were updated before the time that was asked for: it did not keep ` +
      'to the filter, and what it found cannot be trusted. Check `api_version`.',
    { isRetryable: false },
  )

const tooManyAtOnce = (name: string, limit: number) =>
  new RequestError(
    `More than ${limit} ${name} were updated at the same time or in the last ten minutes, and ` +
      'Shopify pages through no more of them: run again in ten minutes.',
    { isRetryable: false },
  )
