import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import { jsonText, type LoadColumn } from '../zone/load-column.ts'

/** How a NULL stands in the CSV; a text of the same letters is quoted, so the two stay apart. */
const nullMark = '\\N'

/**
 * What `COPY … FROM STDIN` needs to be told to read what `copyToCsv` writes, into a table that was
 * made in the same transaction: its rows are visible to all from the moment the table is (FREEZE),
 * also to a reader whose snapshot is older, who would else find it empty.
 */
export const frozenCsvFormat = `(FORMAT csv, NULL '${nullMark}', FREEZE)`

/**
 * DuckDB's `COPY` of a query into a CSV file or a pipe, in the dialect of `frozenCsvFormat`.
 *
 * `USE_TMP_FILE false`, because DuckDB would else write a file beside and move it over the pipe.
 * The one value of a one-column line is always quoted: a bare `\.` would end the data.
 */
export function copyToCsv(query: string, path: string, columns: readonly LoadColumn[]): string {
  const quoting = columns.length === 1 ? ', FORCE_QUOTE *' : ''
  return `COPY (${query}) TO ${sqlString(path)} (FORMAT csv, HEADER false, NULLSTR '${nullMark}', USE_TMP_FILE false${quoting})`
}

/**
 * The columns of a table in the order and the text that PostgreSQL reads: lists as array literals,
 * `['a,b', NULL]` => `{"a,b",NULL}`; JSON as JSON; everything else as DuckDB writes it.
 */
export function csvColumns(columns: readonly LoadColumn[]): string {
  return columns
    .map(({ name, type }) => {
      const column = sqlIdentifier(name)
      if (type === 'json') return `${jsonText(column)} AS ${column}`
      return typeof type === 'object' ? `${arrayLiteral(column, type.list)} AS ${column}` : column
    })
    .join(', ')
}

function arrayLiteral(list: string, type: string): string {
  const text =
    type === 'string' ? `'"' || replace(replace(e, '\\', '\\\\'), '"', '\\"') || '"'` : quoted(type)
  return `'{' || array_to_string([CASE WHEN e IS NULL THEN 'NULL' ELSE ${text} END FOR e IN ${list}], ',') || '}'`
}

/** Times hold spaces and numbers nothing of an array's syntax; quotes do no harm to either. */
const quoted = (type: string) =>
  type === 'timestamptz' ? `'"' || e::VARCHAR || '"'` : 'e::VARCHAR'
