import { type Row, recordOfRow } from '../record/record-of-row.ts'
import { idIn, soqlOf } from '../soql/soql.ts'
import type { Chunk } from './chunk.ts'
import type { Keep, OpenWindow } from './open-window.ts'
import type { Reading } from './reading.ts'
import { restPage } from './rest-page.ts'

/** Ids in one condition: with the columns of such an object they fit into a URL. */
const idsPerQuery = 200

/**
 * Reads an object that must be asked for by ids of another one, as the links of documents: for all
 * ids of that, in their order.
 */
export async function* readForIds(
  reading: Reading,
  filter: { readonly of: string; readonly field: string },
  start: OpenWindow,
  keep: Keep,
): AsyncGenerator<Chunk, void, undefined> {
  let after = start.after
  for (;;) {
    const ids = { fields: ['Id'], from: filter.of, key: 'Id', ordered: true, limit: idsPerQuery }
    const { records, done } = await reading.salesforce.queryAll(soqlOf({ ...ids, after }))
    const last = records.at(-1)
    if (last === undefined) return
    yield* readOwned(reading, idIn(filter.field, records.map(idOf)))
    after = { key: idOf(last) }
    keep({ ...start, after })
    if (done && records.length < idsPerQuery) return
  }
}

const idOf = (row: Row): string => String(row.Id)

async function* readOwned(reading: Reading, condition: string): AsyncGenerator<Chunk> {
  let window: OpenWindow | undefined = {}
  while (window !== undefined) {
    const page = await restPage(reading, window, [condition])
    if (page.rows.length > 0) yield page.rows.map((row) => recordOfRow(reading.plan, row))
    window = page.next && { after: page.next }
  }
}
