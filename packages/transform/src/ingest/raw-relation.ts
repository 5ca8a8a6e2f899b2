import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import { envelope } from '../model/envelope.ts'
import { isList, isText, type RawObject, type RawShape } from '../model/raw-shape.ts'

/** The longest line that is read, in bytes; an order of thousands of lines has a few millions. */
const longestLine = 64 * 1024 * 1024

/** A member that numbers the lines of a file which was laid out anew to find its broken ones. */
export const lineNumberField = '_descant_line'

/**
 * Raw files on this machine as a DuckDB relation: the shape's fields, all scalars text, `_file` and
 * `_line`. Reading is strict: a file that holds one line of another shape fails as a whole.
 * (DuckDB's `ignore_errors` would lose good lines next to a broken one, without a word.)
 */
export function rawRelation(files: readonly string[], shape: RawObject, gzip = true): string {
  const columns = Object.entries({ ...shape, ...envelope, [lineNumberField]: 'text' as const })
    .map(([name, inner]) => `${sqlString(name)}: ${sqlString(readType(inner))}`)
    .join(', ')
  return `(SELECT *, filename AS _file, CAST(${lineNumberField} AS BIGINT) AS _line FROM read_json(
    [${files.map(sqlString).join(', ')}], format = 'newline_delimited', filename = true,
    compression = '${gzip ? 'gzip' : 'none'}', maximum_object_size = ${longestLine}, columns = {${columns}}))`
}

/** How DuckDB's JSON reader takes a shape in: every scalar as text. */
function readType(shape: RawShape): string {
  if (isText(shape)) return 'VARCHAR'
  if (isList(shape)) return `${readType(shape[0])}[]`
  const fields = Object.entries(shape).map(
    ([name, inner]) => `${sqlIdentifier(name)} ${readType(inner)}`,
  )
  return `STRUCT(${fields.join(', ')})`
}
