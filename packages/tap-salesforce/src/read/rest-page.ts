import type { Row } from '../record/record-of-row.ts'
import { type Place, type SoqlParts, soqlOf } from '../soql/soql.ts'
import { restPageRows } from './choose-api.ts'
import { completeRows } from './complete-rows.ts'
import type { OpenWindow } from './open-window.ts'
import { placeOf } from './place.ts'
import type { Reading } from './reading.ts'

/** Rows in the order of stamp and key, and how far they reach. */
export interface RestPage {
  readonly rows: readonly Row[]
  /** Undefined where there is nothing after it. */
  readonly next: Place | undefined
}

/**
 * Reads the next rows of a window. Each page is a query of its own that goes on after the last row of
 * the one before: what one query gives is of one moment, ties are told apart by the key, and any page
 * can be the first of another run. A cursor of the service would give rows as they are when a page is
 * fetched, in the order of what they were.
 */
export async function restPage(
  reading: Reading,
  window: OpenWindow,
  where: readonly string[] = [],
): Promise<RestPage> {
  const { after, since, until } = window
  const parts: Omit<SoqlParts, 'fields'> = {
    ...reading.from,
    window: { since, until },
    after,
    where,
    ordered: true,
    limit: restPageRows,
  }
  const [first = []] = reading.groups
  const page = await reading.salesforce.queryAll(soqlOf({ ...parts, fields: first }))
  const { records } = page
  const last = records.at(-1)
  const isLast = last === undefined || (page.done && records.length < restPageRows)
  return {
    rows: await completeRows(reading, records, parts),
    next: isLast ? undefined : placeOf(reading, last),
  }
}
