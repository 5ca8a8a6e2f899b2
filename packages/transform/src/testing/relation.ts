import { sqlString } from '@descant/lake/duckdb'
import { type Entity, tableColumns } from '../model/define-entity.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'

/** Rows of an entity as a DuckDB relation, for tests: columns that no row names are null. */
export function relation(entity: Entity, rows: readonly object[]): string {
  const named = [...new Set(['_none', ...rows.flatMap((row) => Object.keys(row))])]
  const value = (given: unknown) =>
    given === null || given === undefined ? 'NULL' : sqlString(String(given))
  const values = rows.map(
    (row) => `(${named.map((name) => value((row as Record<string, unknown>)[name]))})`,
  )
  const columns = tableColumns(entity).map(
    ({ name, type }) =>
      `CAST(${named.includes(name) ? name : 'NULL'} AS ${duckdbDialect.type(type)}) AS ${name}`,
  )
  const source = rows.length === 0 ? 'WHERE false' : `FROM (VALUES ${values}) AS rows(${named})`
  return `(SELECT ${columns} ${source})`
}
