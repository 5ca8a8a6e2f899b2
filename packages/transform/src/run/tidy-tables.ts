import type { Ledger } from '../ingest/ledger.ts'
import type { ProcessedTables } from '../tables/processed-tables.ts'
import type { RunContext } from './run-context.ts'

const dayMs = 86_400_000

/** Of each table so many snapshots stay in any case, however old they are. */
const keepSnapshots = 10

/** What is younger than this may still be written by a run that has not ended. */
const orphanDays = 3

/** Whether tables are to be tidied: by the first run of a day that ends. */
export const isTidyDue = ({ finishedAt }: Ledger, now: Date): boolean =>
  finishedAt === undefined ||
  finishedAt.toISOString().slice(0, 10) !== now.toISOString().slice(0, 10)

/**
 * Forgets old snapshots of all tables, and deletes the files that only they had, or that runs left
 * which were killed. What readers may still read stays: the newest ten snapshots, and all that are
 * younger than `snapshotDays`.
 *
 * @param now the time of the machine, which snapshots and files are dated with.
 */
export async function tidyTables(
  { progress }: Pick<RunContext, 'progress'>,
  tables: ProcessedTables,
  snapshotDays: number,
  now: Date,
): Promise<void> {
  const since = (days: number) => new Date(now.getTime() - days * dayMs)
  for (const { entity, table } of tables.values()) {
    progress({ stage: 'tidy', subject: entity.name })
    await table.expire({ keepSnapshots, keepSince: since(snapshotDays) })
    await table.deleteOrphans(since(Math.max(orphanDays, snapshotDays)))
  }
}
