import { type DataFile, LakeError, ObjectMissingError, type TableSnapshot } from '@descant/lake'
import type { LoadRun } from '../load-run.ts'
import { changedRows } from './changed-rows.ts'
import { withLocalFiles } from './local-files.ts'
import { parquetRows } from './parquet-rows.ts'
import type { TableInZone } from './table-in-zone.ts'

/** What changed between two snapshots, as DuckDB queries. */
export type SnapshotChanges = ReturnType<typeof changedRows>

/**
 * Gives what changed between an older snapshot of a table and the current one to `work`: only files
 * that the two do not share are read.
 *
 * @returns undefined where the older snapshot, or a file of it, is no longer there
 */
export async function withChanges<T>(
  run: LoadRun,
  source: TableInZone,
  loadedSnapshotId: string,
  work: (changes: SnapshotChanges) => Promise<T>,
): Promise<T | undefined> {
  try {
    const before = await source.table.snapshot(loadedSnapshotId)
    if (!hasSameIds(before, source.snapshot)) return undefined
    return await difference(run, source, before, work)
  } catch (error) {
    const isGone =
      error instanceof ObjectMissingError ||
      (LakeError.is(error) && /_SNAPSHOT_MISSING$|_TABLE_DAMAGED$/.test(error.code))
    if (isGone) return undefined
    throw error
  }
}

/** A column that was dropped and came back is another one: old rows must lose their values. */
const hasSameIds = (before: TableSnapshot, after: TableSnapshot) =>
  before.columns.every(
    ({ name }) => (after.columnIds[name] ?? before.columnIds[name]) === before.columnIds[name],
  )

async function difference<T>(
  run: LoadRun,
  { table, snapshot, key }: TableInZone,
  before: TableSnapshot,
  work: (changes: SnapshotChanges) => Promise<T>,
): Promise<T> {
  const removed = filesOnlyIn(before, snapshot)
  const added = filesOnlyIn(snapshot, before)
  const files = [...removed, ...added]
  return await withLocalFiles(run.store, table, files, run.directory, async (paths) =>
    work(
      changedRows(
        await parquetRows(run.duck, paths.slice(0, removed.length), snapshot),
        await parquetRows(run.duck, paths.slice(removed.length), snapshot),
        snapshot.columns.map(({ name }) => name),
        key,
      ),
    ),
  )
}

function filesOnlyIn(snapshot: TableSnapshot, other: TableSnapshot): DataFile[] {
  const shared = new Set(other.files.map(({ path }) => path))
  return snapshot.files.filter(({ path }) => !shared.has(path))
}
