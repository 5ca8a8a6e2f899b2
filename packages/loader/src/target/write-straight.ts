import { aboutTable } from '../postgres/about-table.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { shareTables } from '../postgres/table-locks.ts'
import { shapeOf, type TableShape } from '../tables/table-shape.ts'
import { copyRows, isCopied } from './copy-rows.ts'
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
        const shape = await shapeOf(session, schema, name)
        if (shape === undefined || !fits(shape, place, batch)) return 'the table has another shape'
        await copyRows(session, quoteTable(schema, name), batch.columns, batch.rows)
        return 'written'
      })
    } catch (error) {
      if (keyIsThere.has((error as { code?: string }).code)) return 'a key is there'
      throw error
    }
  })
}

/** Whether rows of a batch need no more than to be copied into a table. */
function fits({ isPlainTable, columns, key }: TableShape, place: Place, batch: Batch): boolean {
  const types = new Map(columns.map(({ name, type }) => [name, type]))
  const isKeyed = key.length === place.key.length && place.key.every((part) => key.includes(part))
  return isPlainTable && isKeyed && batch.columns.every((column) => isCopied(column, types))
}
