import { RequestError } from '@descant/sdk'
import { caughtUpTo } from './changed-rows.ts'
import type { Row } from './connection-page.ts'
import { cursorOf } from './cursor.ts'
import type { StreamReading } from './stream-reading.ts'
import { shopifyTime } from './update-window.ts'

/**
 * Reads what is sorted by time of update but cannot be searched by it: from the newest back to the
 * bookmark. What is changed meanwhile comes before what was read first, and is found by the next run.
 */
export async function* newestRows(
  reading: StreamReading,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { timeOf, window, context, bulkAfter, paginationLimit, name } = reading
  let { bulk } = reading
  const { since } = window
  const caughtUp = await caughtUpTo(reading)
  const job = cursorOf(context).bulk
  if (job && bulk) {
    const isRead = yield* bulk.read({ until: job.until }, job)
    if (isRead && job.until !== undefined) return context.reached(job.until)
    bulk = undefined
  }
  let after: string | undefined
  let objects = 0
  do {
    const page = await reading.page({}, after)
    objects += page.nodes.length
    const fresh = page.nodes.filter((row) => since === undefined || !timeOf || timeOf(row) >= since)
    yield fresh
    after = fresh.length < page.nodes.length ? undefined : page.next
    if (after !== undefined && bulk && since === undefined && objects >= bulkAfter) {
      const isRead = yield* bulk.read({ until: shopifyTime(await reading.shopify.time()) })
      if (isRead) break
      bulk = undefined
    }
    if (after !== undefined && objects >= paginationLimit) throw tooMany(name, paginationLimit)
  } while (after !== undefined)
  context.reached(caughtUp)
}

const tooMany = (name: string, limit: number) =>
  new RequestError(
    `More than ${limit} ${name} have changed since the last run, and Shopify pages through no more ` +
      'of them (Pagination beyond 25,000 objects): leave nested lists out, so that they can be read by ' +
      'a bulk operation.',
    { isRetryable: false },
  )
