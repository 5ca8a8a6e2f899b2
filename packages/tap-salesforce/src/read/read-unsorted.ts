import { isRefusal } from '../client/salesforce-error.ts'
import { recordOfRow } from '../record/record-of-row.ts'
import { soqlOf } from '../soql/soql.ts'
import type { Chunk } from './chunk.ts'
import type { Keep, OpenWindow } from './open-window.ts'
import type { Reading } from './reading.ts'
import { withBinaries } from './with-binaries.ts'

/**
 * Reads a window of an object whose rows have no order that could be gone on with: by a cursor of
 * Salesforce, which lives for two days, so that another run may go on with it as well.
 */
export async function* readUnsorted(
  reading: Reading,
  start: OpenWindow,
  keep: Keep,
): AsyncGenerator<Chunk, void, undefined> {
  let window = start
  for (;;) {
    const page = await nextPage(reading, window)
    if (page === 'anew') {
      window = { ...window, locator: undefined }
      continue
    }
    const rows = await withBinaries(reading, page.records)
    if (rows.length > 0) yield rows.map((row) => recordOfRow(reading.plan, row))
    if (page.done || page.nextRecordsUrl === undefined) return
    window = { ...window, locator: page.nextRecordsUrl }
    keep(window)
  }
}

async function nextPage(reading: Reading, { since, until, locator }: OpenWindow) {
  const { salesforce, columnNames, from } = reading
  try {
    if (locator !== undefined) return await salesforce.queryMore(locator)
    return await salesforce.queryAll(
      soqlOf({ ...from, fields: columnNames, window: { since, until } }),
    )
  } catch (error) {
    if (locator !== undefined && isRefusal(error, 'INVALID_QUERY_LOCATOR')) return 'anew'
    if (reading.drop(error)) return 'anew'
    throw error
  }
}
