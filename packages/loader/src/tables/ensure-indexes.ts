import type { DatabaseRun } from '../load-run.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { TableInZone } from '../zone/table-in-zone.ts'
import { createIndex, indexName } from '../zone/table-indexes.ts'
import { describeTable } from './existing-table.ts'

/**
 * Makes the indexes that the model declares and tables in use do not have yet, while readers and
 * writers go on. To be called outside of a transaction. What a build that was cut off has left is
 * of no use, and is made again.
 */
export async function ensureIndexes(
  { session, customer }: DatabaseRun,
  sources: readonly TableInZone[],
): Promise<void> {
  for (const { name, indexes } of sources) {
    if (indexes.length === 0) continue
    const existing = await describeTable(session, customer, name)
    const has = new Set(existing?.parts.map((part) => part.name))
    for (const columns of indexes) {
      const index = indexName(name, columns)
      if (has.has(index)) continue
      await session.run(`DROP INDEX CONCURRENTLY IF EXISTS ${quoteTable(customer, index)}`)
      const statement = createIndex(quoteTable(customer, name), index, columns)
      await session.run(statement.replace('CREATE INDEX', 'CREATE INDEX CONCURRENTLY'))
    }
  }
}
