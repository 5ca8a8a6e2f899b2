import { LoadError } from '../load-error.ts'
import type { LoadRun } from '../load-run.ts'
import type { CopyResult } from '../postgres/postgres.ts'
import { createStaging } from '../tables/table.ts'
import type { LoadColumn } from '../zone/load-column.ts'
import { withLocalFiles } from '../zone/local-files.ts'
import { parquetRows } from '../zone/parquet-rows.ts'
import { withChanges } from '../zone/snapshot-changes.ts'
import { rowsOf, type TableInZone } from '../zone/table-in-zone.ts'
import { copyRows } from './copy-rows.ts'

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
  const { columns } = source
  const { files } = source.snapshot
  const { rows, bytes, into } = await withLocalFiles(
    run.store,
    source.table,
    files,
    run.directory,
    async (paths) => {
      const query = await parquetRows(run.duck, paths, source.snapshot)
      return await stage(run, source.name, query, columns)
    },
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
 * Stages what changed between the snapshot that the table was loaded from and the current one; only
 * rows that differ are sent.
 *
 * @returns undefined where the older snapshot, or a file of it, is no longer there
 */
export function stageDelta(
  run: LoadRun,
  source: TableInZone,
  loadedSnapshotId: string,
): Promise<StagedChanges | undefined> {
  const { columns } = source
  const keyColumns = source.key.flatMap((name) => columns.filter((column) => column.name === name))
  return withChanges(run, source, loadedSnapshotId, async (changes) => {
    const rows = await stage(run, source.name, changes.rows, columns)
    const gone = await stage(run, source.name, changes.goneKeys, keyColumns)
    return { rows: rows.into, goneKeys: gone.into, bytes: rows.bytes + gone.bytes }
  })
}

async function stage(
  run: LoadRun,
  table: string,
  query: string,
  columns: readonly LoadColumn[],
): Promise<CopyResult & { into: string }> {
  const into = stagingName()
  await run.session.run(createStaging(into, columns))
  const copied = await copyRows(run, { table, query, columns, into })
  await run.session.run(`ANALYZE ${into}`)
  return { ...copied, into }
}
