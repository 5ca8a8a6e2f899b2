import { RequestError } from '@descant/sdk'
import { caughtUpTo } from './changed-rows.ts'
import type { Row } from './connection-page.ts'
import { cursorOf } from './cursor.ts'
import type { StreamReading } from './stream-reading.ts'

/**
 * Reads all there is, in the order of ids; where rows tell how new they are, those that are older than
 * the bookmark are left out. An interrupted run goes on with the next page.
 */
export async function* wholeRows(
  reading: StreamReading,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { timeOf, window, context, bulkAfter, paginationLimit, name, plan } = reading
  const { since } = window
  const isSearched = plan.definition.through?.isSearched === true
  const caughtUp = timeOf === undefined && !isSearched ? undefined : await caughtUpTo(reading)
  const isFresh = (row: Row) => !timeOf || since === undefined || timeOf(row) >= since
  const cursor = cursorOf(context)
  let { bulk } = reading
  let isRead = cursor.bulk && bulk ? yield* bulk.read({}, cursor.bulk) : false
  let after = cursor.after
  for (let objects = 0; !isRead; ) {
    const page = await reading.page(isSearched ? window : {}, after)
    objects += page.nodes.length
    yield page.nodes.filter(isFresh)
    after = page.next
    if (after === undefined) break
    context.checkpoint({ after })
    if (bulk && objects >= bulkAfter) isRead = yield* bulk.read({})
    if (isRead) break
    if (objects >= bulkAfter) bulk = undefined
    if (objects >= paginationLimit) throw tooMany(name, paginationLimit)
  }
  if (caughtUp !== undefined) context.reached(caughtUp)
}

const tooMany = (name: string, limit: number) =>
  new RequestError(
    `There are more than ${limit} ${name}, and Shopify pages through no more of them (Pagination ` +
      'beyond 25,000 objects): leave nested lists out, so that they can be read by a bulk operation.',
    { isRetryable: false },
  )
