import type { JsonSchema, ReadContext } from '@descant/sdk'
import { type ChangedRow, type ChangedRowsOptions, changedRows } from './changed-rows.ts'
import { indexLagSeconds } from './index-lag.ts'
import { type NestedReader, nestedReader } from './nested-reader.ts'
import { pageQuery } from './query.ts'
import { type Connection, fieldsOf } from './selection.ts'
import type { Shopify } from './shopify.ts'
import { shopifyTime, splitWindow } from './update-window.ts'

/** What is read: a root connection that can be searched and sorted by time of update. */
export interface ChangeSource {
  /** The root connection, as `orders`. */
  readonly name: string
  /** The GraphQL type of its nodes, as `Order`. */
  readonly type: string
  readonly schema: JsonSchema
  /** Which of the properties are connections. @default none */
  readonly connections?: Readonly<Record<string, Connection>>
}

/** Reads the records that were changed since the bookmark, with their nested lists whole. */
export async function* readChanges(
  shopify: Shopify,
  { name, type, schema, connections = {} }: ChangeSource,
  { since, until, isSelected, signal, log }: ReadContext,
  limits: Pick<ChangedRowsOptions, 'paginationLimit'> = {},
): AsyncGenerator<readonly ChangedRow[], void, undefined> {
  const { pageSize, nestedPageSize } = shopify.settings
  const fields = fieldsOf(schema, { isSelected, connections, nestedPageSize })
  const readers = fields.flatMap((field) => {
    const connection = field.first === undefined ? undefined : connections[field.name]
    return connection ? [nestedReader(shopify, type, field, connection)] : []
  })
  const query = pageQuery(name, fields, pageSize)
  // What the index has caught up with is in true order and moves the bookmark safely. It is read first;
  // a record in it that has changed since is left to the second window, where it stands by now.
  const caughtUp = shopifyTime((await shopify.time()) - indexLagSeconds * 1000)
  const whole = {
    since: since === undefined ? undefined : shopifyTime(since),
    until: until === undefined ? undefined : shopifyTime(until),
  }
  for (const window of splitWindow(whole, caughtUp)) {
    for await (const rows of changedRows(shopify, { name, query, window, signal, ...limits })) {
      const records: ChangedRow[] = []
      for (const row of rows) {
        const record = await complete(row, readers, signal)
        if (record) records.push(record)
        else log.info('a record was deleted while it was read; left out', { stream: name })
      }
      yield records
    }
  }
}

async function complete(
  row: ChangedRow,
  readers: readonly NestedReader[],
  signal: AbortSignal,
): Promise<ChangedRow | undefined> {
  let record: ChangedRow | undefined = row
  for (const reader of readers) record = record && (await reader.complete(record, signal))
  return record
}
