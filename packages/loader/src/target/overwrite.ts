import { aboutTable } from '../postgres/about-table.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { lockOutReaders } from '../postgres/table-locks.ts'
import { describeTable, grantStatements } from '../tables/existing-table.ts'
import { foreignParts } from '../tables/plan-change.ts'
import { furnishNext, lockedBySwap } from '../tables/swap-table.ts'
import { columnList } from '../tables/table.ts'
import { nextName, previousName, swapStatements } from '../tables/table-parts.ts'

/** How long readers are waited for, in seconds. */
const lockTimeoutSeconds = 60

/** Takes away what a run that did not finish left of a stream. */
export const dropNext = (session: PostgresSession, schema: string, table: string): Promise<void> =>
  session.run(`DROP TABLE IF EXISTS ${quoteTable(schema, nextName(table))}`)

/**
 * Puts the tables that a run has filled in the places of those of their streams, all in one short
 * transaction. Indexes, constraints, views and foreign keys go over to the new tables; a table with
 * something else on it stays, and gets the rows of the new one.
 */
export async function overwriteTables(
  session: PostgresSession,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  const run = { session, customer: schema }
  await session.transaction(async () => {
    const statements: string[] = []
    const locks: string[] = []
    for (const table of tables) {
      await aboutTable(run, table, async () => {
        const current = await describeTable(session, schema, table)
        const next = await describeTable(session, schema, nextName(table))
        if (next === undefined) return
        const names = next.columns.map(({ name }) => name)
        const isPinned =
          current !== undefined &&
          (!current.isPlainTable || foreignParts(current, names).length > 0)
        if (isPinned) {
          await replaceRows(session, schema, table, names)
          return
        }
        if (current) {
          await furnishNext(run, table, current)
          statements.push(...grantStatements(quoteTable(schema, nextName(table)), current.grants))
          locks.push(...lockedBySwap(schema, table, current))
        }
        const built = await describeTable(session, schema, nextName(table))
        statements.push(
          ...swapStatements(
            schema,
            table,
            { name: nextName(table), parts: built?.parts ?? [] },
            { current: current && { name: table, parts: current.parts }, previous: undefined },
          ),
          `DROP TABLE IF EXISTS ${quoteTable(schema, previousName(table))}`,
        )
      })
    }
    await lockOutReaders(session, locks, lockTimeoutSeconds)
    await session.run(statements.join(';\n'))
  })
}

async function replaceRows(
  session: PostgresSession,
  schema: string,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const target = quoteTable(schema, table)
  const next = quoteTable(schema, nextName(table))
  const names = columnList(columns)
  await session.run(`DELETE FROM ${target};
    INSERT INTO ${target} (${names}) SELECT ${names} FROM ${next}; DROP TABLE ${next}`)
}
