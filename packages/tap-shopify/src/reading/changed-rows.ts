import { RequestError } from '@descant/sdk'
import type { Row } from './connection-page.ts'
import { cursorOf } from './cursor.ts'
import { indexLagSeconds } from './index-lag.ts'
import type { StreamReading } from './stream-reading.ts'
import { placeIn, shopifyTime, splitWindow, type UpdateWindow } from './update-window.ts'

/**
 * Reads what is searched and sorted by time, oldest first. What the index has caught up with is in true
 * order and moves the place safely. It is read first; a record in it that has changed since is left to
 * the second window, where it stands by now. Mostly one page holds all there is, and is all that is
 * asked for.
 */
export async function* changedRows(
  reading: StreamReading,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { context, bulk } = reading
  const { bulk: job, since = reading.window.since } = cursorOf(context)
  let window: UpdateWindow = { ...reading.window, since }
  const caughtUp = await caughtUpTo(reading)
  if (job && bulk) {
    const isRead = yield* bulk.read({ since: job.since, until: job.until }, job)
    window = { ...window, since: isRead ? job.until : job.since }
    context.checkpoint({ since: window.since })
  }
  // Mostly one page holds all that has changed; then nothing can move while it is read.
  const first = window.since === undefined ? undefined : await reading.page(window)
  if (first && first.next === undefined) {
    yield inOrder(inWindow(first.nodes, window, reading), timeIn(reading))
  } else {
    for (const part of splitWindow(window, caughtUp)) yield* pagesOf(part, reading)
  }
  context.reached(earlier(caughtUp, window.until))
}

/** A bookmark never passes the end of what was asked for. */
const earlier = (time: string, until: string | undefined): string =>
  until !== undefined && until < time ? until : time

/** The time up to which Shopify's index is sure to show all changes. */
export async function caughtUpTo({ shopify }: StreamReading): Promise<string> {
  return shopifyTime((await shopify.time()) - indexLagSeconds * 1000)
}

/** Reads a window page by page, and a long rest of it by a job. */
async function* pagesOf(
  window: UpdateWindow,
  reading: StreamReading,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { context, paginationLimit, bulkAfter } = reading
  const timeOf = timeIn(reading)
  let bulk = window.until === undefined ? undefined : reading.bulk
  let rest = window
  let edge: Edge = { time: undefined, ids: new Set() }
  let total = 0
  for (;;) {
    const known = edge
    let after: string | undefined
    let objects = 0
    let size = 0
    do {
      const page = await reading.page(rest, after)
      const rows = inWindow(page.nodes, rest, reading)
      size = Math.max(size, page.nodes.length)
      objects += page.nodes.length
      total += page.nodes.length
      edge = edgeAfter(rows, edge, timeOf, await caughtUpTo(reading))
      const fresh = rows.filter((row) => timeOf(row) !== known.time || !known.ids.has(row.id))
      yield fresh
      if (edge.time !== undefined) context.checkpoint({ since: edge.time })
      after = page.next
      if (after !== undefined && bulk && total >= bulkAfter) {
        if (yield* bulk.read({ ...window, since: edge.time ?? window.since })) {
          return context.checkpoint({ since: window.until })
        }
        bulk = undefined
      }
    } while (after !== undefined && objects + size <= paginationLimit)
    if (after === undefined) return
    if (edge.time === known.time) throw tooManyAtOnce(reading)
    rest = { ...window, since: edge.time }
  }
}

type TimeOf = (row: Row) => string

/** What is searched by time tells it. */
const timeIn = ({ timeOf, name }: StreamReading): TimeOf => {
  if (timeOf === undefined)
    throw new TypeError(`${name} is searched by a time that it does not tell`)
  return timeOf
}

/** The last time up to which all has been read, and the records of that very time. */
interface Edge {
  readonly time: string | undefined
  readonly ids: ReadonlySet<unknown>
}

/**
 * The index sorts by what it knows, but records come as they are now: one that was just changed
 * stands at its old place with its new time. Only a time that the index has caught up with tells how
 * far was read.
 */
function edgeAfter(rows: readonly Row[], edge: Edge, timeOf: TimeOf, caughtUp: string): Edge {
  const last = rows.findLast((row) => timeOf(row) <= caughtUp)
  if (last === undefined) return edge
  const time = timeOf(last)
  const ids = rows.filter((row) => timeOf(row) === time).map(({ id }) => id)
  return { time, ids: new Set([...(time === edge.time ? edge.ids : []), ...ids]) }
}

/** The rows that are still in the window: what was changed again since may have left it. */
export function inWindow(
  rows: readonly Row[],
  window: UpdateWindow,
  reading: StreamReading,
): readonly Row[] {
  const timeOf = timeIn(reading)
  const places = rows.map((row) => placeIn(window, timeOf(row)))
  if (places.includes('before')) throw filterIgnored(reading.name)
  return rows.filter((_, index) => places[index] === 'in')
}

/** What changed between the index and the answer stands out of order. */
const inOrder = (rows: readonly Row[], timeOf: TimeOf): readonly Row[] =>
  rows
    .map((row) => ({ row, time: timeOf(row) }))
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
    .map(({ row }) => row)

const filterIgnored = (name: string) =>
  new RequestError(
    `Shopify gave out ${name} that were updated before the time that was asked for: it did not keep ` +
      'to the filter, and what it found cannot be trusted. Check `api_version`.',
    { isRetryable: false },
  )

const tooManyAtOnce = ({ name, paginationLimit }: StreamReading) =>
  new RequestError(
    `More than ${paginationLimit} ${name} were updated in the same second or just now, and Shopify ` +
      'pages through no more of them (Pagination beyond 25,000 objects): run again in ten minutes.',
    { isRetryable: false },
  )
