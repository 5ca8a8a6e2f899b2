import { aboutTable } from '../postgres/about-table.ts'
import { quoteIdentifier, quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { lockOutOtherLoads } from '../postgres/table-locks.ts'
import { describeTable } from '../tables/existing-table.ts'
import type { Rows } from './batch-rows.ts'
import { copyRows, isCopied } from './copy-rows.ts'
import { evolveTable } from './evolve-table.ts'
import type { Batch } from './stream-sink.ts'
import { tombstoneStatements, upsertStatement } from './upsert.ts'

/** Where the rows of a stream go. */
export interface Place {
  readonly schema: string
  /** The name of the table. */
  readonly name: string
  readonly key: readonly string[]
  /** The name of the primary key's constraint. */
  readonly keyName: string
  readonly hardDelete: boolean
}

/** A place, and whether no key of the batch is likely to be there: then it is copied straight in. */
type PlaceNow = Place & { readonly isFresh: boolean }

/**
 * Writes a batch into its table in one transaction: the table is made, or made to fit, then the rows
 * are copied in. Where keys have to be looked up, or the server has to convert, they go through a
 * staging table of the transaction's own.
 *
 * @returns whether the next batch is likely to be fresh
 * @throws {LoadError} in words for a person; nothing of the batch is there then
 */
export async function writeBatch(
  session: PostgresSession,
  place: PlaceNow,
  batch: Batch,
): Promise<boolean> {
  const { schema, name } = place
  return await aboutTable({ session }, name, () =>
    session.transaction(async () => {
      await lockOutOtherLoads({ session, customer: schema }, [name], 'transaction end')
      const existing = await describeTable(session, schema, name)
      const { statements, types } = evolveTable({ ...place, columns: batch.columns }, existing)
      for (const statement of statements) await session.run(statement)
      const isFresh = existing === undefined || place.isFresh
      return await writeRows(session, { ...place, isFresh }, batch, types)
    }),
  )
}

async function writeRows(
  session: PostgresSession,
  { schema, name, key, hardDelete, isFresh }: PlaceNow,
  { rows, tombstones, columns }: Batch,
  types: ReadonlyMap<string, string>,
): Promise<boolean> {
  const target = quoteTable(schema, name)
  const needsNothing = columns.every((column) => isCopied(column, types))
  const copy = (into: string, what: Rows) => copyRows(session, into, columns, what)
  const isStraight = needsNothing && (key.length === 0 || (isFresh && tombstones.isEmpty))
  if (isStraight && (await unlessKeyIsThere(session, () => copy(target, rows)))) return true

  const stage = async (what: Rows, staging: string) => {
    const definitions = columns.map((column) => `${quoteIdentifier(column.name)} ${column.copied}`)
    await session.run(
      `CREATE TEMPORARY TABLE ${staging} (${definitions.join(', ')}) ON COMMIT DROP`,
    )
    await copy(staging, what)
    return { target, staging, columns, types, key }
  }
  if (!rows.isEmpty) await session.run(upsertStatement(await stage(rows, 'pg_temp.staging')))
  if (!tombstones.isEmpty) {
    const staged = await stage(tombstones, 'pg_temp.tombstones')
    for (const statement of tombstoneStatements(staged, hardDelete)) await session.run(statement)
  }
  return false
}

/** Does work that a key which is there already may undo; says whether it was done. */
async function unlessKeyIsThere(
  session: PostgresSession,
  work: () => Promise<unknown>,
): Promise<boolean> {
  await session.run('SAVEPOINT straight')
  try {
    await work()
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    await session.run('ROLLBACK TO SAVEPOINT straight')
    return false
  }
}
