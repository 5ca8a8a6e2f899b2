import { quoteIdentifier } from './identifier.ts'
import { columnList } from './table.ts'

export interface MergeOptions {
  /** The quoted name of the table that is changed. */
  readonly target: string
  /** The quoted name of the table with the rows that the target must have. */
  readonly staging: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** The server's major version. */
  readonly serverVersion: number
  /** Whether rows that staging lacks are deleted from the target. */
  readonly deleteMissing: boolean
}

/**
 * The statements that make a table equal to its staging table by key: new rows are inserted, rows
 * that differ are updated (equal ones are not touched, so they cost no write and no lock), and rows
 * that staging lacks are deleted if asked for. Each answers with one row of counts, under some of
 * the names `inserted`, `updated`, `deleted`.
 *
 * From PostgreSQL 17 on it is one `MERGE`, which reads both tables once. Older servers can neither
 * delete by a `MERGE` nor tell what it did; they get one statement for each kind of change. Neither
 * way stands another writer of the same keys: the caller keeps others out by a lock.
 */
export function mergeStatements(options: MergeOptions): string[] {
  if (options.serverVersion >= 17) return [singleMerge(options)]
  const { target, staging, columns, key } = options
  const names = columnList(columns)
  const statements = []
  if (options.deleteMissing) {
    const gone = `NOT EXISTS (SELECT FROM ${staging} AS s WHERE ${sameKey(key)})`
    statements.push(counted('deleted', `DELETE FROM ${target} AS t WHERE ${gone}`))
  }
  if (columns.length > key.length) {
    const where = `${sameKey(key)} AND ${differs(columns, key)}`
    const update = `UPDATE ${target} AS t SET ${assignments(columns, key)} FROM ${staging} AS s`
    statements.push(counted('updated', `${update} WHERE ${where}`))
  }
  const isNew = `NOT EXISTS (SELECT FROM ${target} AS t WHERE ${sameKey(key)})`
  const insert = `INSERT INTO ${target} (${names}) SELECT ${names} FROM ${staging} AS s`
  return [...statements, counted('inserted', `${insert} WHERE ${isNew}`)]
}

/** Deletes the rows whose keys a staging table holds, and counts them as `deleted`. */
export function deleteStatement(target: string, staging: string, key: readonly string[]): string {
  const rows = `DELETE FROM ${target} AS t USING ${staging} AS s WHERE ${sameKey(key)}`
  return counted('deleted', rows)
}

function singleMerge({ target, staging, columns, key, deleteMissing }: MergeOptions): string {
  const values = columns.map((name) => `s.${quoteIdentifier(name)}`).join(', ')
  const clauses = [
    ...(columns.length > key.length
      ? [`WHEN MATCHED AND ${differs(columns, key)} THEN UPDATE SET ${assignments(columns, key)}`]
      : []),
    `WHEN NOT MATCHED BY TARGET THEN INSERT (${columnList(columns)}) VALUES (${values})`,
    ...(deleteMissing ? ['WHEN NOT MATCHED BY SOURCE THEN DELETE'] : []),
  ]
  const count = (action: string, name: string) =>
    `count(*) FILTER (WHERE action = '${action}') AS ${name}`
  return `WITH changes AS (
  MERGE INTO ${target} AS t USING ${staging} AS s ON ${sameKey(key)}
  ${clauses.join('\n  ')}
  RETURNING merge_action() AS action
) SELECT ${count('INSERT', 'inserted')}, ${count('UPDATE', 'updated')}, ${count('DELETE', 'deleted')} FROM changes`
}

const counted = (name: string, change: string) =>
  `WITH changes AS (${change} RETURNING 1) SELECT count(*) AS ${name} FROM changes`

const sameKey = (key: readonly string[]) =>
  key.map((name) => `t.${quoteIdentifier(name)} = s.${quoteIdentifier(name)}`).join(' AND ')

const others = (columns: readonly string[], key: readonly string[]) =>
  columns.filter((name) => !key.includes(name)).map(quoteIdentifier)

const assignments = (columns: readonly string[], key: readonly string[]) =>
  others(columns, key)
    .map((name) => `${name} = s.${name}`)
    .join(', ')

function differs(columns: readonly string[], key: readonly string[]): string {
  const row = (alias: string) =>
    others(columns, key)
      .map((name) => `${alias}.${name}`)
      .join(', ')
  return `ROW(${row('t')}) IS DISTINCT FROM ROW(${row('s')})`
}
