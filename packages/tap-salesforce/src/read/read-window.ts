import { recordOfRow } from '../record/record-of-row.ts'
import type { Chunk } from './chunk.ts'
import type { Keep, OpenWindow } from './open-window.ts'
import { prefersBulk } from './prefers-bulk.ts'
import { readByJob } from './read-by-job.ts'
import { readUnsorted } from './read-unsorted.ts'
import type { Reading } from './reading.ts'
import { restPage } from './rest-page.ts'
import { withBinaries } from './with-binaries.ts'

/**
 * Reads a window to its end, by the API that suits it. It begins by REST: most windows of most runs
 * are done with the first page. Where that is full, the rest is counted, and may go to a Bulk job.
 * The window that was last kept says where an interrupted reading goes on.
 *
 * @throws SalesforceError QUERY_TIMEOUT where the window is too long for a query.
 * @throws QuotaError where neither API has enough left for the rest.
 */
export async function* readWindow(
  reading: Reading,
  start: OpenWindow,
  save: Keep,
): AsyncGenerator<Chunk, void, undefined> {
  const { apiType } = reading.salesforce.settings
  let window = start
  const keep: Keep = (next) => {
    window = next
    save(next)
  }
  let mayTakeBulk = reading.isInBulk && apiType !== 'REST'
  let mayBeMany = apiType === 'BULK2' || reading.groups.length > 1
  let jobsLost = 0
  for (;;) {
    if (!window.job && mayTakeBulk && mayBeMany) mayTakeBulk = await prefersBulk(reading, window)
    if (window.job || (mayTakeBulk && mayBeMany)) {
      const outcome = yield* readByJob(reading, window, keep, jobsLost === 0)
      if (outcome === 'read') return
      if (outcome === 'lost') jobsLost++
      mayTakeBulk = reading.isInBulk
      continue
    }
    if (!reading.object.isSortable) return yield* readUnsorted(reading, window, keep)
    const page = await restPage(reading, window).catch((error) => {
      if (reading.drop(error)) return undefined
      throw error
    })
    if (page === undefined) continue
    const rows = await withBinaries(reading, page.rows)
    if (rows.length > 0) yield rows.map((row) => recordOfRow(reading.plan, row))
    if (page.next === undefined) return
    keep({ ...window, after: page.next })
    mayBeMany = true
  }
}
