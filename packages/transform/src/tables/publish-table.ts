import {
  CommitConflictError,
  type DataFile,
  type PartitionField,
  type TableSnapshot,
} from '@descant/lake'
import type { PartitionRows } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { tableColumns, tableProperties } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialiseForAll } from '../sql/materialise.ts'
import { sameKey, selectList } from '../sql/select.ts'
import { changedRows } from './changed-rows.ts'
import { planRewrite } from './plan-rewrite.ts'
import { type ProcessedTable, rowsOfFiles, type StoredFiles } from './processed-tables.ts'
import { rewriteFiles, type Writing, writeFiles } from './write-files.ts'

export interface Publishing extends Writing {
  readonly dialect: Dialect
  /** Kept with the snapshot, as which run made it. */
  readonly summary: Readonly<Record<string, string>>
  /** Whether to write all rows of `ENTITY_next` into new files, whatever was there. */
  readonly always: boolean
  /** A relation of as many rows as `ENTITY_next`. */
  readonly counted: string
}

/** What became of a table. */
export interface PublishedTable {
  readonly snapshot: TableSnapshot
  readonly committed: boolean
}

/**
 * Makes the rows of `ENTITY_next` take the place of those of `ENTITY_before`, all at once: readers
 * see the old rows or the new ones. Only files that hold a row that changes are written anew; a table
 * whose rows did not change gets no new snapshot, but for one that a killed run has changed.
 *
 * @param stored the files of the base, where they lie on this machine.
 * @returns what is left when all files are written: to commit them. It throws `TRANSFORM_CONFLICT` where
 *   another run has committed since.
 */
export async function publishTable(
  publishing: Publishing,
  target: ProcessedTable,
  stored: StoredFiles,
): Promise<() => Promise<PublishedTable>> {
  const { base, head, entity } = target
  const { summary } = publishing
  if (base === undefined || publishing.always) {
    const { partitionBy = [] } = entity
    const rows = await countOf(publishing, publishing.counted)
    const query = valuesOf(publishing, target, `${entity.name}_next`)
    const files = await joiningAsWritten(publishing, () =>
      writeFiles(publishing, target, { query, rows, partitionBy }),
    )
    return async () => commitFiles(target, await files.stored(), summary, partitionBy)
  }
  const files = await changedFiles(publishing, target, base, stored)
  if (files !== undefined) return async () => commitFiles(target, await files(), summary)
  return base.snapshotId === head?.snapshotId
    ? async () => ({ snapshot: base, committed: false })
    : () => commitFiles(target, base.files, summary)
}

/**
 * Lends a DuckDB that joins as a query is written: the rows of a table, which are wide, go by what is
 * looked up for them. Of rows that come through several steps it expects a thousandth, and would keep
 * all of them in memory to look them up by the other side.
 */
async function joiningAsWritten<T>({ duck }: Publishing, work: () => Promise<T>): Promise<T> {
  await duck.run(`SET disabled_optimizers = 'join_order,build_side_probe_side'`)
  try {
    return await work()
  } finally {
    await duck.run('RESET disabled_optimizers')
  }
}

/**
 * Makes files the table, all at once.
 *
 * @param partitionBy what they lie by. @default as the files before
 * @throws {TransformError} `TRANSFORM_CONFLICT` where another run has committed since.
 */
export async function commitFiles(
  { head, entity, table }: ProcessedTable,
  files: readonly DataFile[],
  summary: Publishing['summary'],
  partitionBy?: readonly PartitionField[],
): Promise<PublishedTable> {
  const change = {
    base: head,
    columns: tableColumns(entity),
    files,
    operation: 'overwrite',
    summary: { ...summary, ...tableProperties(entity) },
    ...(partitionBy === undefined ? {} : { partitionBy }),
  } as const
  try {
    return { snapshot: await table.commit(change), committed: true }
  } catch (error) {
    if (!(error instanceof CommitConflictError)) throw error
    throw new TransformError(
      'TRANSFORM_CONFLICT',
      `Another run changed the table ${table.root} meanwhile. Let one transform of a customer run at a time; run this one again, it takes up what is left.`,
      { cause: error },
    )
  }
}

/** Gives all files that the table is to have; undefined where no row changes. */
async function changedFiles(
  publishing: Publishing,
  target: ProcessedTable,
  base: TableSnapshot,
  stored: StoredFiles,
): Promise<(() => Promise<DataFile[]>) | undefined> {
  const { duck, dialect } = publishing
  const { entity } = target
  await materialiseForAll(duck, changedRows(dialect, entity))
  const [found] = await duck.rows<{ written: bigint; touched: string[] | null }>(
    `SELECT (SELECT count(*) FROM ${entity.name}_written) AS written, list(DISTINCT _file) AS touched
FROM ${entity.name}_gone`,
  )
  const touched = found?.touched ?? []
  if (Number(found?.written) + touched.length === 0) return undefined
  const touchedPaths = new Set(touched.map((path) => stored.get(path)?.path))
  const { rewritten, kept } = planRewrite(base.files, ({ path }) => touchedPaths.has(path))
  const places = Array.from(stored).filter(([, file]) => rewritten.includes(file))
  const files = await rewriteFiles(publishing, target, {
    query: valuesOf(publishing, target, `${entity.name}_written`),
    kept: places.map(([path, file]) => keptRows(publishing, target, path, file)),
    partitionBy: base.partitionBy,
  })
  return async () => [...kept, ...(await files.stored())]
}

/** The rows of a file that is written anew which do not change: they stay in their partition. */
function keptRows(
  publishing: Publishing,
  target: ProcessedTable,
  path: string,
  { partition = {}, rows }: DataFile,
): PartitionRows {
  const { dialect } = publishing
  const { name, key } = target.entity
  const values = valuesOf(publishing, target, `(${rowsOfFiles(dialect, target, [path])})`)
  const isGone = `SELECT 1 FROM ${name}_gone g WHERE g._file = ${dialect.text(path)} AND ${sameKey(dialect, 'g', 'v', key)}`
  return { partition, query: `${values} WHERE NOT EXISTS (${isGone})`, rows }
}

async function countOf({ duck }: Publishing, relation: string): Promise<number> {
  const [found] = await duck.rows<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${relation}`)
  return Number(found?.rows)
}

/** The query for a relation's rows as files hold them. */
function valuesOf({ dialect }: Publishing, { entity }: ProcessedTable, relation: string): string {
  const values = tableColumns(entity).map(({ name, type }) => [
    name,
    dialect.cast(dialect.field('v', name), type),
  ])
  return `SELECT ${selectList(dialect, Object.fromEntries(values))} FROM ${relation} v`
}
