import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import { jsonText, type LoadColumn, type LoadType } from '../zone/load-column.ts'

/** Parts the action of a bulk line from its document. JSON holds no such character. */
const separator = 'chr(9)'

/** DuckDB's `COPY` of a query with one column of text into a pipe, each value a line, as it is. */
export const copyToLines = (query: string, path: string): string =>
  `COPY (${query}) TO ${sqlString(path)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\\x01', USE_TMP_FILE false)`

/**
 * A DuckDB query that gives each row as a line of the bulk API: the action, a tab, the document. The
 * version is the snapshot's number, so that a line that comes again or late changes nothing.
 */
export function indexLines(
  query: string,
  columns: readonly LoadColumn[],
  key: readonly string[],
  version: number,
): string {
  const members = columns.map(({ name, type }) => {
    return `${sqlString(name)}, ${documentValue(sqlIdentifier(name), type)}`
  })
  const action = actionText('index', key, version)
  return `SELECT ${action} || ${separator} || json_object(${members.join(', ')})::VARCHAR FROM (${query})`
}

/** A DuckDB query that gives a line of the bulk API for each key whose document is to go. */
export const deleteLines = (query: string, key: readonly string[], version: number): string =>
  `SELECT ${actionText('delete', key, version)} FROM (${query})`

function actionText(action: string, key: readonly string[], version: number): string {
  const [first = '', ...others] = key.map(sqlIdentifier)
  const id =
    others.length === 0
      ? `${first}::VARCHAR`
      : `to_json([${[first, ...others].map((name) => `${name}::VARCHAR`).join(', ')}])::VARCHAR`
  const start = sqlString(`{"${action}":{"_id":`)
  const end = sqlString(`,"version":${version},"version_type":"external_gte"}}`)
  return `${start} || to_json(${id})::VARCHAR || ${end}`
}

/**
 * A value as a document holds it: times in UTC as RFC 3339 writes them, with a fraction where there is
 * one, which is what servers read fastest; no number that JSON lacks.
 */
function documentValue(value: string, type: LoadType): string {
  if (typeof type === 'object') return `[${documentValue('e', type.list)} FOR e IN ${value}]`
  if (type === 'timestamptz') {
    const micros = `epoch_us(${value})`
    const written = (format: string) => `strftime(make_timestamp(${micros}), '${format}')`
    return `CASE WHEN NOT isfinite(${value}) THEN NULL
      WHEN ${micros} % 1000000 = 0 THEN ${written('%Y-%m-%dT%H:%M:%SZ')}
      ELSE ${written('%Y-%m-%dT%H:%M:%S.%fZ')} END`
  }
  if (type === 'json') return `(${jsonText(value)})::JSON`
  return type === 'double' ? `CASE WHEN isfinite(${value}) THEN ${value} END` : value
}
