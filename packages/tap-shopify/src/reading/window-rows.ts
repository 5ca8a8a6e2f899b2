import { RequestError } from '@descant/sdk'
import { caughtUpTo, inWindow } from './changed-rows.ts'
import type { Row } from './connection-page.ts'
import { cursorOf } from './cursor.ts'
import type { StreamReading } from './stream-reading.ts'
import { shopifyTime, type UpdateWindow } from './update-window.ts'

/** Before Shopify there was nothing to sell there. */
const beginning = '2004-01-01T00:00:00Z'

/**
 * Reads what is searched by time and comes in the order of ids: a window that ends now, whole. What is
 * changed meanwhile leaves the window and is found by the next run. An interrupted run goes on with the
 * next page of the same window.
 */
export async function* windowRows(
  reading: StreamReading,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { context, bulk, shopify } = reading
  const cursor = cursorOf(context)
  const caughtUp = await caughtUpTo(reading)
  const until = reading.window.until ?? shopifyTime(await shopify.time())
  if (cursor.bulk && bulk) {
    const { since, until: end } = cursor.bulk
    const isRead = yield* bulk.read({ since, until: end }, cursor.bulk)
    // What has changed since the job began is a window of its own.
    yield* oneWindow({ since: isRead ? end : since, until }, reading)
  } else if (cursor.after !== undefined && cursor.until !== undefined) {
    yield* oneWindow({ since: cursor.since, until: cursor.until }, reading, cursor.after)
    yield* oneWindow({ since: cursor.until, until }, reading)
  } else yield* oneWindow({ since: reading.window.since, until }, reading)
  context.reached(caughtUp)
}

async function* oneWindow(
  window: UpdateWindow,
  reading: StreamReading,
  from?: string,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { context, paginationLimit, bulkAfter } = reading
  let { bulk } = reading
  let after = from
  let objects = 0
  do {
    const page = await reading.page(window, after)
    objects += page.nodes.length
    yield inWindow(page.nodes, window, reading)
    after = page.next
    if (after === undefined) return
    context.checkpoint({ ...window, after })
    // Where one page leaves off, a filter cannot go on in the order of ids: a job reads all.
    if (bulk && objects >= bulkAfter) {
      if (yield* bulk.read(window)) return
      bulk = undefined
    }
  } while (objects + reading.shopify.settings.pageSize <= paginationLimit)
  for (const half of halves(window, reading)) yield* oneWindow(half, reading)
}

/** Two windows of which each holds less. */
function halves(
  { since = beginning, until }: UpdateWindow,
  reading: StreamReading,
): UpdateWindow[] {
  const [start, end] = [Date.parse(since), Date.parse(until as string)]
  const middle = shopifyTime((start + end) / 2)
  if (end - start < 2000) {
    throw new RequestError(
      `More than ${reading.paginationLimit} ${reading.name} were updated in the same second, and ` +
        'Shopify pages through no more of them (Pagination beyond 25,000 objects): leave nested lists ' +
        'out, so that they can be read by a bulk operation.',
      { isRetryable: false },
    )
  }
  return [
    { since, until: middle },
    { since: middle, until },
  ]
}
