import { quoteIdentifier } from '../postgres/identifier.ts'
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
 * that staging lacks are deleted if asked for. Some of them answer with one row of counts, under
 * some of the names `inserted`, `updated`, `deleted`.
 *
 * From PostgreSQL 17 on it is one `MERGE`, which reads both tables once. 15 and 16 can neither
 * delete by a `MERGE` nor tell what it did, so deleting and counting are statements of their own.
 * Older ones have no `MERGE`: they update, then insert `ON CONFLICT`, so that even a writer who
 * does not know of our locks breaks nothing. The others count on those locks.
 */
export function mergeStatements(options: MergeOptions): string[] {
  const { serverVersion } = options
  if (serverVersion >= 17) return [countedMerge(options)]
  const { target, staging, columns, key, deleteMissing } = options
  const gone = `NOT EXISTS (SELECT FROM ${staging} AS s WHERE ${sameKey(key)})`
  const deleting = deleteMissing
    ? [counted('deleted', `DELETE FROM ${target} AS t WHERE ${gone}`)]
    : []
  const plain = { ...options, deleteMissing: false }
  if (serverVersion >= 15) return [...deleting, countChanges(options), merge(plain)]
  const hasOthers = columns.length > key.length
  const where = `${sameKey(key)} AND ${differs(columns, key)}`
  const update = `UPDATE ${target} AS t SET ${assignments(columns, key, 's')} FROM ${staging} AS s`
  const isNew = `NOT EXISTS (SELECT FROM ${target} AS t WHERE ${sameKey(key)})`
  const names = columnList(columns)
  const insert = `INSERT INTO ${target} (${names}) SELECT ${names} FROM ${staging} AS s WHERE ${isNew}`
  const conflict = hasOthers ? `UPDATE SET ${assignments(columns, key, 'excluded')}` : 'NOTHING'
  return [
    ...deleting,
    ...(hasOthers ? [counted('updated', `${update} WHERE ${where}`)] : []),
    counted('inserted', `${insert} ON CONFLICT (${columnList(key)}) DO ${conflict}`),
  ]
}

/** Deletes the rows whose keys a staging table holds, and counts them as `deleted`. */
export function deleteStatement(target: string, staging: string, key: readonly string[]): string {
  const rows = `DELETE FROM ${target} AS t USING ${staging} AS s WHERE ${sameKey(key)}`
  return counted('deleted', rows)
}

function merge({ target, staging, columns, key, deleteMissing }: MergeOptions): string {
  const values = columns.map((name) => `s.${quoteIdentifier(name)}`).join(', ')
  const clauses = [
    ...(columns.length > key.length
      ? [
          `WHEN MATCHED AND ${differs(columns, key)} THEN UPDATE SET ${assignments(columns, key, 's')}`,
        ]
      : []),
    `WHEN NOT MATCHED THEN INSERT (${columnList(columns)}) VALUES (${values})`,
    ...(deleteMissing ? ['WHEN NOT MATCHED BY SOURCE THEN DELETE'] : []),
  ]
  return `MERGE INTO ${target} AS t USING ${staging} AS s ON ${sameKey(key)}
  ${clauses.join('\n  ')}`
}

function countedMerge(options: MergeOptions): string {
  const count = (action: string, name: string) =>
    `count(*) FILTER (WHERE action = '${action}') AS ${name}`
  return `WITH changes AS (
  ${merge(options)}
  RETURNING merge_action() AS action
) SELECT ${count('INSERT', 'inserted')}, ${count('UPDATE', 'updated')}, ${count('DELETE', 'deleted')} FROM changes`
}

/** What a `MERGE` is about to do, for servers that do not tell afterwards. */
function countChanges({ target, staging, columns, key }: MergeOptions): string {
  const isNew = `t.${quoteIdentifier(key[0] ?? '')} IS NULL`
  const changes = columns.length > key.length ? differs(columns, key) : 'false'
  return `SELECT count(*) FILTER (WHERE ${isNew}) AS inserted,
    count(*) FILTER (WHERE NOT (${isNew}) AND ${changes}) AS updated
    FROM ${staging} AS s LEFT JOIN ${target} AS t ON ${sameKey(key)}`
}

const counted = (name: string, change: string) =>
  `WITH changes AS (${change} RETURNING 1) SELECT count(*) AS ${name} FROM changes`

const sameKey = (key: readonly string[]) =>
  key.map((name) => `t.${quoteIdentifier(name)} = s.${quoteIdentifier(name)}`).join(' AND ')

const others = (columns: readonly string[], key: readonly string[]) =>
  columns.filter((name) => !key.includes(name)).map(quoteIdentifier)

const assignments = (columns: readonly string[], key: readonly string[], from: string) =>
  others(columns, key)
    .map((name) => `${name} = ${from}.${name}`)
    .join(', ')

function differs(columns: readonly string[], key: readonly string[]): string {
  const row = (alias: string) =>
    others(columns, key)
      .map((name) => `${alias}.${name}`)
      .join(', ')
  return `ROW(${row('t')}) IS DISTINCT FROM ROW(${row('s')})`
}
