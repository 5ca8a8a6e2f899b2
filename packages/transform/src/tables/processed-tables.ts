import { join } from 'node:path'
import {
  type DataFile,
  encodePathPart,
  LakeError,
  type ObjectStore,
  openTable,
  type Table,
  type TableSnapshot,
} from '@descant/lake'
import { type Duck, sqlString } from '@descant/lake/duckdb'
import { localPaths } from '../ingest/raw-file.ts'
import { type Entity, tableColumns } from '../model/define-entity.ts'
import type { Model } from '../model/define-model.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, selectList } from '../sql/select.ts'

/** A table of the processed zone as a run finds it. */
export interface ProcessedTable {
  readonly entity: Entity
  readonly table: Table
  /** What the run plans on: as the last run that ended left it; undefined where there is none. */
  readonly base: TableSnapshot | undefined
  /** What a commit follows: another one than the base where a run was killed between its commits. */
  readonly head: TableSnapshot | undefined
}

/** By the name of the entity. */
export type ProcessedTables = ReadonlyMap<string, ProcessedTable>

/**
 * Opens the tables of a customer.
 *
 * @param recorded the snapshots that the last run that ended left, by table. @default what is newest
 */
export async function openTables(
  store: ObjectStore,
  customer: string,
  model: Model,
  recorded: Readonly<Record<string, string>> = {},
): Promise<ProcessedTables> {
  const opened = model.entities.map(async (entity) => {
    const table = openTable(store, `${encodePathPart(customer)}/${entity.name}`)
    const head = await table.current()
    const base = head && (await snapshotOf(table, head, recorded[entity.name]))
    return [entity.name, { entity, table, base, head }] as const
  })
  return new Map(await Promise.all(opened))
}

async function snapshotOf(table: Table, head: TableSnapshot, recorded: string | undefined) {
  if (recorded === undefined || recorded === head.snapshotId) return head
  try {
    return await table.snapshot(recorded)
  } catch (error) {
    if (LakeError.is(error) && error.code === 'LAKE_SNAPSHOT_MISSING') return head
    throw error
  }
}

/** Rows that a table has. */
export const rowsOf = ({ base }: Pick<ProcessedTable, 'base'>): number =>
  (base?.files ?? []).reduce((rows, file) => rows + file.rows, 0)

/** The files of a table, each by the path where it lies on this machine. */
export type StoredFiles = ReadonlyMap<string, DataFile>

/** The files of every table, where they lie on this machine, by the name of the table. */
export type LocalTables = ReadonlyMap<string, StoredFiles>

/**
 * Makes a table's rows readable as `ENTITY_stored`, in the entity's columns (one that the table does
 * not have yet is null), with the path of each row's file as `_file`.
 */
export async function viewStored(
  duck: Duck,
  dialect: Dialect,
  store: ObjectStore,
  target: ProcessedTable,
  directory: string,
): Promise<StoredFiles> {
  const { entity, table, base } = target
  const files = base?.files ?? []
  const keys = files.map((file) => table.key(file.path))
  const paths = await localPaths(store, keys, join(directory, entity.name))
  await duck.run(
    `CREATE OR REPLACE TEMP VIEW ${entity.name}_stored AS ${rowsOfFiles(dialect, target, paths)}`,
  )
  return new Map(files.map((file, index) => [paths[index] as string, file]))
}

/** As `viewStored`, and all of them as `ENTITY_current`. */
export async function viewCurrent(
  duck: Duck,
  dialect: Dialect,
  store: ObjectStore,
  target: ProcessedTable,
  directory: string,
): Promise<StoredFiles> {
  const files = await viewStored(duck, dialect, store, target, directory)
  await duck.run(viewOf(dialect, target.entity, 'current', `${target.entity.name}_stored`))
  return files
}

/** The statement that makes a relation readable as `ENTITY_NAME`, in the entity's columns alone. */
export const viewOf = (dialect: Dialect, entity: Entity, name: string, relation: string): string =>
  `CREATE OR REPLACE TEMP VIEW ${entity.name}_${name} AS SELECT ${columnsOf(dialect, 'r', Object.keys(entity.columns))} FROM ${relation} r`

/** The query for the rows of some files of a table, in the entity's columns, with `_file`. */
export function rowsOfFiles(
  dialect: Dialect,
  { entity, base }: ProcessedTable,
  paths: readonly string[],
): string {
  const known = new Set(paths.length === 0 ? [] : base?.columns.map(({ name }) => name))
  const values = tableColumns(entity).map(({ name, type }) => [
    name,
    dialect.cast(known.has(name) ? dialect.identifier(name) : 'NULL', type),
  ])
  const columns = selectList(dialect, Object.fromEntries(values))
  return paths.length === 0
    ? `SELECT ${columns}, ${dialect.cast('NULL', 'string')} AS _file WHERE false`
    : `SELECT ${columns}, _file FROM read_parquet([${paths.map(sqlString).join(', ')}], union_by_name = true, hive_partitioning = false, filename = '_file')`
}
