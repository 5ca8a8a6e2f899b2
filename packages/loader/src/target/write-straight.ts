import { aboutTable } from '../postgres/about-table.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { shareTables } from '../postgres/table-locks.ts'
import { describeTable } from '../tables/existing-table.ts'
import { copyRows, isCopied } from './copy-rows.ts'
import { evolveTable } from './evolve-table.ts'
import type { Batch } from './stream-sink.ts'
import type { Place } from './write-batch.ts'

export type StraightOutcome = 'written' | 'a key is there' | 'the table has another shape'

/** What tells that a key is there, or that another batch is about to write it. */
const keyIsThere: ReadonlySet<string | undefined> = new Set(['23505', '40P01'])

/**
 * Copies the rows of a batch into a table that has its shape, in one transaction, beside others that
 * do the same. Nothing of the batch is there where it cannot.
 *
 * @throws {LoadError} in words for a person
 */
export async function writeStraight(
  session: PostgresSession,
  place: Place,
  batch: Batch,
): Promise<StraightOutcome> {
  const { schema, name } = place
  return await aboutTable({ session }, name, async () => {
    try {
      return await session.transaction(async () => {
        await shareTables({ session, customer: schema }, [name])
        const existing = await describeTable(session, schema, name)
        const { statements, types } = evolveTable({ ...place, columns: batch.columns }, existing)
        if (statements.length > 0 || !batch.columns.every((column) => isCopied(column, types))) {
          return 'the table has another shape'
        }
        await copyRows(session, quoteTable(schema, name), batch.columns, batch.rows)
        return 'written'
      })
    } catch (error) {
      if (keyIsThere.has((error as { code?: string }).code)) return 'a key is there'
      throw error
    }
  })
}
