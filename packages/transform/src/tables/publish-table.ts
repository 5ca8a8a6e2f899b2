import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CommitConflictError,
  type DataFile,
  fieldIds,
  type ObjectStore,
  type TableSnapshot,
} from '@descant/lake'
import { type Duck, writeParquet } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { tableColumns, tableProperties } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, selectList } from '../sql/select.ts'
import { type ProcessedTable, rowsOf } from './processed-tables.ts'

export interface Publishing {
  readonly duck: Duck
  readonly dialect: Dialect
  readonly store: ObjectStore
  /** A folder for files before they are in the store. */
  readonly directory: string
  /** Kept with the snapshot, as which run made it. */
  readonly summary: Readonly<Record<string, string>>
  /** Whether to commit a snapshot also where the rows are what they were. */
  readonly always: boolean
}

/** What became of a table. */
export interface PublishedTable {
  readonly snapshot: TableSnapshot
  readonly committed: boolean
}

/**
 * Makes the rows of `ENTITY_next` the table, all at once: readers see the old rows or the new ones.
 * A table whose rows did not change gets no new snapshot.
 *
 * @throws {TransformError} `TRANSFORM_CONFLICT` where another run has committed since the base.
 */
export async function publishTable(
  publishing: Publishing,
  target: ProcessedTable,
): Promise<PublishedTable> {
  const { base } = target
  if (base !== undefined && !publishing.always && !(await hasChanged(publishing, target))) {
    return { snapshot: base, committed: false }
  }
  return commitFiles(target, await writeFiles(publishing, target), publishing.summary)
}

/**
 * Makes files the table, all at once.
 *
 * @throws {TransformError} `TRANSFORM_CONFLICT` where another run has committed since the base.
 */
export async function commitFiles(
  { base, entity, table }: ProcessedTable,
  files: readonly DataFile[],
  summary: Publishing['summary'],
): Promise<PublishedTable> {
  const change = {
    base,
    columns: tableColumns(entity),
    files,
    operation: 'overwrite',
    summary: { ...summary, ...tableProperties(entity) },
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

/**
 * Keys are unique, so rows are equal where as many are there and none is new. What tells of the run
 * alone makes no row another.
 */
async function hasChanged({ duck, dialect }: Publishing, target: ProcessedTable): Promise<boolean> {
  const { entity } = target
  const told = Object.keys(entity.columns).filter(
    (name) => entity.columns[name]?.isOfTheRun !== true,
  )
  const rows = (relation: string) =>
    `SELECT ${columnsOf(dialect, 'r', told)} FROM ${entity.name}_${relation} r`
  const [count] = await duck.rows<{ rows: bigint }>(
    `SELECT count(*) AS rows FROM ${entity.name}_next`,
  )
  if (Number(count?.rows) !== rowsOf(target)) return true
  const changed = await duck.rows(`${rows('next')} EXCEPT ${rows('current')} LIMIT 1`)
  return changed.length > 0
}

async function writeFiles(
  { duck, dialect, store, directory }: Publishing,
  { entity, table, base }: ProcessedTable,
): Promise<DataFile[]> {
  const columns = tableColumns(entity)
  const values = columns.map(({ name, type }) => [
    name,
    dialect.cast(dialect.identifier(name), type),
  ])
  await mkdir(directory, { recursive: true })
  const name = `part-${randomUUID()}.parquet`
  const local = join(directory, name)
  const file = await writeParquet(duck, {
    query: `SELECT ${selectList(dialect, Object.fromEntries(values))} FROM ${entity.name}_next`,
    path: local,
    fieldIds: fieldIds(columns, base),
  })
  try {
    if (file.rows === 0) return []
    const path = `data/${name}`
    await store.create(table.key(path), createReadStream(local), {
      contentType: 'application/vnd.apache.parquet',
    })
    return [{ path, ...file }]
  } finally {
    await rm(local)
  }
}
