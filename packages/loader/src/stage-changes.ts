import {
  type DataFile,
  LakeError,
  ObjectMissingError,
  type TableColumn,
  type TableSnapshot,
} from '@descant/lake'
import { changedRows } from './changed-rows.ts'
import { copyRows } from './copy-rows.ts'
import { LoadError } from './load-error.ts'
import type { LoadRun } from './load-run.ts'
import { withLocalFiles } from './local-files.ts'
import { parquetRows } from './parquet-rows.ts'
import type { CopyResult } from './postgres.ts'
import { createStaging } from './table.ts'
import { rowsOf, type TableInZone } from './table-in-zone.ts'

/** Rows on their way into a table, in tables that end with the transaction. */
export interface StagedChanges {
  /** Rows that the table must have. */
  readonly rows: string
  /** Keys that it must not have; undefined where it must have no other than `rows`. */
  readonly goneKeys: string | undefined
  readonly bytes: number
}

let stagings = 0

/** Names of temporary tables, unlike any other of this process. */
const stagingName = () => `pg_temp.staging_${++stagings}`

/**
 * Stages all rows of a snapshot, to be compared with those of the table.
 *
 * @throws {LoadError} `LOAD_ROWS_DIFFER` where the files hold another number of rows
 */
export async function stageAll(run: LoadRun, source: TableInZone): Promise<StagedChanges> {
  const { files, columns } = source.snapshot
  const { rows, bytes, into } = await withLocalFiles(
    run.store,
    source.table,
    files,
    run.directory,
    (paths) => stage(run, source.name, parquetRows(paths, source.snapshot), columns),
  )
  if (rows !== rowsOf(files)) {
    throw new LoadError(
      'LOAD_ROWS_DIFFER',
      `The files of ${source.name} hold ${rows} rows, and its snapshot says ${rowsOf(files)}. Nothing was changed; transform the table anew (--mode historic).`,
    )
  }
  return { rows: into, goneKeys: undefined, bytes }
}

/**
 * Stages what changed between the snapshot that the table was loaded from and the current one:
 * only files that the two do not share are read, and only rows that differ are sent.
 *
 * @returns undefined where the older snapshot, or a file of it, is no longer there
 */
export async function stageDelta(
  run: LoadRun,
  source: TableInZone,
  loadedSnapshotId: string,
): Promise<StagedChanges | undefined> {
  try {
    const before = await source.table.snapshot(loadedSnapshotId)
    if (!hasSameIds(before, source.snapshot)) return undefined
    return await stageDifference(run, source, before)
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

async function stageDifference(
  run: LoadRun,
  source: TableInZone,
  before: TableSnapshot,
): Promise<StagedChanges> {
  const { snapshot, key } = source
  const removed = filesOnlyIn(before, snapshot)
  const added = filesOnlyIn(snapshot, before)
  return await withLocalFiles(
    run.store,
    source.table,
    [...removed, ...added],
    run.directory,
    async (paths) => {
      const changes = changedRows(
        parquetRows(paths.slice(0, removed.length), snapshot),
        parquetRows(paths.slice(removed.length), snapshot),
        snapshot.columns.map(({ name }) => name),
        key,
      )
      const keyColumns = key.flatMap((name) =>
        snapshot.columns.filter((column) => column.name === name),
      )
      const rows = await stage(run, source.name, changes.rows, snapshot.columns)
      const gone = await stage(run, source.name, changes.goneKeys, keyColumns)
      return { rows: rows.into, goneKeys: gone.into, bytes: rows.bytes + gone.bytes }
    },
  )
}

function filesOnlyIn(snapshot: TableSnapshot, other: TableSnapshot): DataFile[] {
  const shared = new Set(other.files.map(({ path }) => path))
  return snapshot.files.filter(({ path }) => !shared.has(path))
}

async function stage(
  run: LoadRun,
  table: string,
  query: string,
  columns: readonly TableColumn[],
): Promise<CopyResult & { into: string }> {
  const into = stagingName()
  await run.session.run(createStaging(into, columns))
  const copied = await copyRows(run, { table, query, columns, into })
  await run.session.run(`ANALYZE ${into}`)
  return { ...copied, into }
}
