import { Readable } from 'node:stream'
import { aboutTable } from '../about-table.ts'
import { describeTable } from '../existing-table.ts'
import { quoteIdentifier, quoteTable } from '../identifier.ts'
import type { PostgresSession } from '../postgres.ts'
import { columnList } from '../table.ts'
import { lockOutOtherLoads } from '../table-locks.ts'
import { evolveTable } from './evolve-table.ts'
import type { Batch } from './stream-sink.ts'
import { hasValues, upsertStatements } from './upsert.ts'

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

/** A batch in the form that `COPY` reads: tab-separated text. */
const copyIn = (table: string, columns: readonly string[]) =>
  `COPY ${table} (${columnList(columns)}) FROM STDIN`

/**
 * Writes a batch into its table in one transaction: the table is made, or made to fit, then the rows
 * are copied in. Where keys are looked up, or the server has to convert, they go through a staging
 * table of the transaction's own.
 *
 * @throws {LoadError} in words for a person; nothing of the batch is there then
 */
export async function writeBatch(
  session: PostgresSession,
  place: Place,
  batch: Batch,
): Promise<void> {
  const { schema, name } = place
  await aboutTable({ session }, name, () =>
    session.transaction(async () => {
      await lockOutOtherLoads({ session, customer: schema }, [name], 'transaction end')
      const existing = await describeTable(session, schema, name)
      const { statements, types } = evolveTable({ ...place, columns: batch.columns }, existing)
      for (const statement of statements) await session.run(statement)
      await writeRows(session, place, batch, types)
    }),
  )
}

async function writeRows(
  session: PostgresSession,
  { schema, name, key, hardDelete }: Place,
  { rows, columns, hasDeleted }: Batch,
  types: ReadonlyMap<string, string>,
): Promise<void> {
  const target = quoteTable(schema, name)
  const names = columns.map((column) => column.name)
  const needsNothing = columns.every((column) => types.get(column.name) === column.type)
  if (key.length === 0 && needsNothing) {
    await session.copy(copyIn(target, names), Readable.from(rows.pieces()))
    return
  }
  const staging = 'pg_temp.staging'
  const definitions = columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`)
  const mark = key.length > 0 ? [hasValues] : []
  const marks = mark.map((column) => `${quoteIdentifier(column)} boolean`)
  await session.run(
    `CREATE TEMPORARY TABLE ${staging} (${[...definitions, ...marks].join(', ')}) ON COMMIT DROP`,
  )
  await session.copy(copyIn(staging, [...names, ...mark]), Readable.from(rows.pieces()))
  const metadata = names.filter((column) => column.startsWith('_sdc_'))
  const upsert = { target, staging, columns, types, key, metadata, hardDelete, hasDeleted }
  for (const statement of upsertStatements(upsert)) await session.run(statement)
}
