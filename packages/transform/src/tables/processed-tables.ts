import { join } from 'node:path'
import {
  encodePathPart,
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
import { selectList } from '../sql/select.ts'

/** A table of the processed zone as a run finds it. */
export interface ProcessedTable {
  readonly entity: Entity
  readonly table: Table
  /** What the run plans on; undefined where there is no such table yet. */
  readonly base: TableSnapshot | undefined
}

/** By the name of the entity. */
export type ProcessedTables = ReadonlyMap<string, ProcessedTable>

export async function openTables(
  store: ObjectStore,
  customer: string,
  model: Model,
): Promise<ProcessedTables> {
  const opened = model.entities.map(async (entity) => {
    const table = openTable(store, `${encodePathPart(customer)}/${entity.name}`)
    return [entity.name, { entity, table, base: await table.current() }] as const
  })
  return new Map(await Promise.all(opened))
}

/** Rows that a table has. */
export const rowsOf = ({ base }: ProcessedTable): number =>
  (base?.files ?? []).reduce((rows, file) => rows + file.rows, 0)

/**
 * Makes a table's rows readable as `ENTITY_current`, in the entity's columns: one that the table
 * does not have yet is null.
 */
export async function viewCurrent(
  duck: Duck,
  dialect: Dialect,
  store: ObjectStore,
  { entity, table, base }: ProcessedTable,
  directory: string,
): Promise<void> {
  const keys = (base?.files ?? []).map((file) => table.key(file.path))
  if (base === undefined || keys.length === 0) return viewNothing(duck, dialect, entity)
  const paths = await localPaths(store, keys, join(directory, entity.name))
  const known = new Set(base.columns.map(({ name }) => name))
  const files = `read_parquet([${paths.map(sqlString).join(', ')}], union_by_name = true)`
  const value = (name: string) => (known.has(name) ? dialect.identifier(name) : 'NULL')
  await createView(duck, dialect, entity, value, `FROM ${files}`)
}

/** Makes `ENTITY_current` an empty relation: a rebuild starts from nothing. */
export const viewNothing = (duck: Duck, dialect: Dialect, entity: Entity): Promise<void> =>
  createView(duck, dialect, entity, () => 'NULL', 'WHERE false')

function createView(
  duck: Duck,
  dialect: Dialect,
  entity: Entity,
  value: (column: string) => string,
  source: string,
): Promise<void> {
  const values = tableColumns(entity).map(({ name, type }) => [
    name,
    dialect.cast(value(name), type),
  ])
  return duck.run(
    `CREATE OR REPLACE TEMP VIEW ${entity.name}_current AS SELECT ${selectList(dialect, Object.fromEntries(values))} ${source}`,
  )
}
