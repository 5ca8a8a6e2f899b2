import {
  CommitConflictError,
  type DataFile,
  type PartitionField,
  partitionName,
  type TableSnapshot,
} from '@descant/lake'
import type { PartitionsOptions } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { tableColumns, tableProperties } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { sameKey, selectList } from '../sql/select.ts'
import { changedRows } from './changed-rows.ts'
import { planRewrite } from './plan-rewrite.ts'
import { type ProcessedTable, rowsOfFiles, type StoredFiles } from './processed-tables.ts'
import { type Writing, writeFiles } from './write-files.ts'

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
 * @throws {TransformError} `TRANSFORM_CONFLICT` where another run has committed since.
 */
export async function publishTable(
  publishing: Publishing,
  target: ProcessedTable,
  stored: StoredFiles,
): Promise<PublishedTable> {
  const { base, head, entity } = target
  if (base === undefined || publishing.always) {
    const { partitionBy = [] } = entity
    const rows = await countOf(publishing, publishing.counted)
    const query = valuesOf(publishing, target, `${entity.name}_next`)
    const files = await writeFiles(publishing, target, { query, rows, partitionBy })
    return commitFiles(target, files, publishing.summary, partitionBy)
  }
  const files = await changedFiles(publishing, target, base, stored)
  if (files !== undefined) return commitFiles(target, files, publishing.summary)
  return base.snapshotId === head?.snapshotId
    ? { snapshot: base, committed: false }
    : commitFiles(target, base.files, publishing.summary)
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

/** All files that the table is to have; undefined where no row changes. */
async function changedFiles(
  publishing: Publishing,
  target: ProcessedTable,
  base: TableSnapshot,
  stored: StoredFiles,
): Promise<DataFile[] | undefined> {
  const { duck, dialect } = publishing
  const { entity } = target
  await materialise(duck, changedRows(dialect, entity))
  const [found] = await duck.rows<{ written: bigint; touched: string[] | null }>(
    `SELECT (SELECT count(*) FROM ${entity.name}_written) AS written, list(DISTINCT _file) AS touched
FROM ${entity.name}_gone`,
  )
  const written = Number(found?.written)
  const touched = found?.touched ?? []
  if (written + touched.length === 0) return undefined
  const touchedPaths = new Set(touched.map((path) => stored.get(path)?.path))
  const { rewritten, kept } = planRewrite(base.files, ({ path }) => touchedPaths.has(path))
  const files = await writeFiles(publishing, target, {
    query: valuesOf(publishing, target, `${entity.name}_written`),
    ...keptRows(publishing, target, stored, rewritten),
    rows: rewritten.reduce((sum, file) => sum + file.rows, written),
    partitionBy: base.partitionBy,
  })
  return [...kept, ...files]
}

/** The rows of files that are written anew and do not change: they stay in their partitions. */
function keptRows(
  publishing: Publishing,
  target: ProcessedTable,
  stored: StoredFiles,
  files: readonly DataFile[],
): Pick<PartitionsOptions, 'placed'> {
  const { dialect } = publishing
  const { entity, base } = target
  const fields = (base?.partitionBy ?? []).map(partitionName)
  const places = Array.from(stored).filter(([, file]) => files.includes(file))
  if (places.length === 0) return {}
  const values = places.map(([path, { partition = {} }]) =>
    [path, ...fields.map((field) => partition[field] ?? null)]
      .map((value) => (value === null ? 'NULL' : dialect.text(value)))
      .join(', '),
  )
  const names = fields.map((_field, index) => `_place_${index}`)
  const paths = places.map(([path]) => path)
  const rows = valuesOf(publishing, target, `(${rowsOfFiles(dialect, target, paths)})`, names)
  return {
    placed: `${rows}
JOIN (VALUES (${values.join('), (')})) places(${['_path', ...names].join(', ')}) ON places._path = v._file
WHERE NOT EXISTS (SELECT 1 FROM ${entity.name}_gone g WHERE ${sameKey(dialect, 'g', 'v', entity.key)})`,
  }
}

async function countOf({ duck }: Publishing, relation: string): Promise<number> {
  const [found] = await duck.rows<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${relation}`)
  return Number(found?.rows)
}

/** The query for a relation's rows as files hold them, and more columns behind. */
function valuesOf(
  { dialect }: Publishing,
  { entity }: ProcessedTable,
  relation: string,
  more: readonly string[] = [],
): string {
  const values = tableColumns(entity).map(({ name, type }) => [
    name,
    dialect.cast(dialect.field('v', name), type),
  ])
  return `SELECT ${[selectList(dialect, Object.fromEntries(values)), ...more].join(', ')} FROM ${relation} v`
}
