import type { ByColumn, TableColumn } from '@descant/lake'
import { type Duck, sqlIdentifier, sqlString } from '@descant/lake/duckdb'

/** What tells how a snapshot's files are read. A `TableSnapshot` is one. */
export interface FileColumns {
  readonly columns: readonly TableColumn[]
  /** The id of each column in the Parquet files, by name. */
  readonly columnIds: ByColumn<number>
}

/**
 * The rows of Parquet files as a DuckDB query, with the columns of a snapshot in its order and
 * types. Columns are found by their ids, as Iceberg has it, so a file that was written before a
 * column came has NULL in it, and a dropped column's values never come back under its name. Files
 * without ids, as Spark writes them, go by the names of their columns.
 *
 * @param paths on this machine; none gives no rows
 */
export async function parquetRows(
  duck: Duck,
  paths: readonly string[],
  { columns, columnIds }: FileColumns,
): Promise<string> {
  if (paths.length === 0) {
    return `SELECT ${columns.map(({ name, type }) => `${absent(type)} AS ${sqlIdentifier(name)}`).join(', ')} WHERE false`
  }
  const known = await filesWithIds(duck, paths)
  const unknown = paths.filter((path) => !known.includes(path))
  const parts = [
    ...(known.length === 0 ? [] : [rowsByIds(known, columns, columnIds)]),
    ...(unknown.length === 0 ? [] : [await rowsByNames(duck, unknown, columns)]),
  ]
  return parts.length === 1 ? (parts[0] as string) : `SELECT * FROM (${parts.join(' UNION ALL ')})`
}

async function filesWithIds(duck: Duck, paths: readonly string[]): Promise<string[]> {
  const found = await duck.rows<{ file_name: string }>(
    `SELECT file_name FROM parquet_schema(${listOf(paths)}) GROUP BY file_name HAVING count(field_id) > 0`,
  )
  const names = new Set(found.map(({ file_name }) => file_name))
  return paths.filter((path) => names.has(path))
}

function rowsByIds(
  paths: readonly string[],
  columns: readonly TableColumn[],
  columnIds: ByColumn<number>,
): string {
  const schema = columns.map(
    ({ name, type }) =>
      `${columnIds[name]}: {name: ${sqlString(name)}, type: ${sqlString(duckType(type))}, default_value: NULL}`,
  )
  const names = columns.map(({ name }) => sqlIdentifier(name)).join(', ')
  return `SELECT ${names} FROM read_parquet(${listOf(paths)}, schema = MAP {${schema.join(', ')}})`
}

async function rowsByNames(
  duck: Duck,
  paths: readonly string[],
  columns: readonly TableColumn[],
): Promise<string> {
  const from = `FROM read_parquet(${listOf(paths)}, union_by_name = true, hive_partitioning = false)`
  const described = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * ${from}`)
  const names = new Set(described.map(({ column_name }) => column_name))
  const values = columns.map(({ name, type }) => {
    const column = sqlIdentifier(name)
    return `${names.has(name) ? `CAST(${column} AS ${duckType(type)})` : absent(type)} AS ${column}`
  })
  return `SELECT ${values.join(', ')} ${from}`
}

const listOf = (paths: readonly string[]) => `[${paths.map(sqlString).join(', ')}]`

const absent = (type: TableColumn['type']) => `NULL::${duckType(type)}`

const scalarTypes: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamptz: 'TIMESTAMPTZ',
}

function duckType(type: TableColumn['type']): string {
  if (typeof type === 'object') return `${duckType(type.list)}[]`
  return scalarTypes[type] ?? type.toUpperCase()
}
