import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import { envelope } from '../model/envelope.ts'
import { isList, isText, type RawObject, type RawShape } from '../model/raw-shape.ts'
import { placeField, placesPerFile } from './placed-lines.ts'

/** Files that were laid out, and how they are read. */
export interface RawRelation {
  readonly files: readonly { readonly path: string; readonly longestBytes: number }[]
  readonly shape: RawObject
}

/** DuckDB takes twice as much memory a thread, and reads a file in such pieces in parallel. */
const leastObjectBytes = 2 ** 20

/**
 * Files as a DuckDB relation: the shape's fields, all scalars text, and the numbers `_file` and
 * `_line`. Reading is strict: a file that holds one line of another shape fails as a whole.
 * (DuckDB's `ignore_errors` would lose good lines next to a broken one, without a word.)
 */
export function rawRelation({ files, shape }: RawRelation): string {
  const fields: RawObject = { ...shape, ...envelope }
  const columns = Object.entries(fields)
    .map(([name, inner]) => `${sqlString(name)}: ${sqlString(readType(inner))}`)
    .join(', ')
  const place = sqlIdentifier(placeField)
  const longest = Math.max(leastObjectBytes, ...files.map(({ longestBytes }) => longestBytes + 1))
  return `(SELECT * EXCLUDE (${place}), ${place} // ${placesPerFile} AS _file, ${place} % ${placesPerFile} AS _line
    FROM read_json([${files.map(({ path }) => sqlString(path)).join(', ')}],
      format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = ${longest},
      columns = {${sqlString(placeField)}: 'BIGINT', ${columns}}))`
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
