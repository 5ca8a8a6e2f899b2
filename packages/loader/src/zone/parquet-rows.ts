import type { ByColumn, TableColumn } from '@descant/lake'
import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'

/** What tells how a snapshot's files are read. A `TableSnapshot` is one. */
export interface FileColumns {
  readonly columns: readonly TableColumn[]
  /** The id of each column in the Parquet files, by name. */
  readonly columnIds: ByColumn<number>
}

/**
 * The rows of Parquet files as a DuckDB query, with the columns of a snapshot in its order and
 * types. Columns are found by their ids, as Iceberg has it, so a file that was written before a
 * column came has NULL in it, and a dropped column's values never come back under its name.
 *
 * @param paths on this machine; none gives no rows
 */
export function parquetRows(paths: readonly string[], { columns, columnIds }: FileColumns): string {
  if (paths.length === 0) {
    const names = columns.map(
      ({ name, type }) => `NULL::${duckType(type)} AS ${sqlIdentifier(name)}`,
    )
    return `SELECT ${names.join(', ')} WHERE false`
  }
  const schema = columns.map(
    ({ name, type }) =>
      `${columnIds[name]}: {name: ${sqlString(name)}, type: ${sqlString(duckType(type))}, default_value: NULL}`,
  )
  const names = columns.map(({ name }) => sqlIdentifier(name)).join(', ')
  const files = paths.map(sqlString).join(', ')
  return `SELECT ${names} FROM read_parquet([${files}], schema = MAP {${schema.join(', ')}})`
}

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
