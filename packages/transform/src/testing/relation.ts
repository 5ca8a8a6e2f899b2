import { sqlString } from '@descant/lake/duckdb'
import { type Entity, tableColumns } from '../model/define-entity.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'

/** Rows of an entity as a DuckDB relation, for tests: columns that a row does not name are null. */
export function relation(entity: Entity, rows: readonly Record<string, unknown>[]): string {
  const columns = tableColumns(entity)
  const value = (row: Record<string, unknown>, name: string) => {
    const given = row[name] ?? null
    if (given === null) return 'NULL'
    return Array.isArray(given) ? `[${given.map(String).map(sqlString)}]` : sqlString(String(given))
  }
  const select = (row: Record<string, unknown>) =>
    `SELECT ${columns.map(({ name, type }) => `CAST(${value(row, name)} AS ${duckdbDialect.type(type)}) AS "${name}"`)}`
  return rows.length === 0
    ? `(${select({})} WHERE false)`
    : `(${rows.map(select).join(' UNION ALL ')})`
}
