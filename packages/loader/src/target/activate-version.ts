import { quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { lockOutOtherLoads } from '../postgres/table-locks.ts'
import { describeTable } from '../tables/existing-table.ts'
import type { Place } from './write-batch.ts'

const version = quoteIdentifier('_sdc_table_version')
const deletedAt = quoteIdentifier('_sdc_deleted_at')

/**
 * Takes the rows of a stream's older versions away, or marks them as deleted. Rows without a version
 * were written before the tap sent any, so they are older.
 */
export async function activateVersion(
  session: PostgresSession,
  { schema, name, hardDelete }: Pick<Place, 'schema' | 'name' | 'hardDelete'>,
  activated: number,
): Promise<void> {
  const target = quoteTable(schema, name)
  const isOlder = `(${version} IS NULL OR ${version} < $1)`
  await session.transaction(async () => {
    await lockOutOtherLoads({ session, customer: schema }, [name], 'transaction end')
    // A stream that has not had a record has no table.
    if ((await describeTable(session, schema, name)) === undefined) return
    const statement = hardDelete
      ? `DELETE FROM ${target} WHERE ${isOlder}`
      : `UPDATE ${target} SET ${deletedAt} = now() WHERE ${isOlder} AND ${deletedAt} IS NULL`
    await session.rows(statement, [activated])
  })
}
