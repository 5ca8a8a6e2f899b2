import { randomUUID } from 'node:crypto'
import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import { envelope } from '../model/envelope.ts'
import { isList, isText, type RawObject, type RawShape } from '../model/raw-shape.ts'

/** Raw files on this machine, and how they are read. */
export interface RawRelation {
  readonly files: readonly string[]
  readonly shape: RawObject
  /**
   * The raw file that one was laid out anew from, unzipped and with its lines numbered: the name to
   * give in `_file`. @default the files are raw files themselves
   */
  readonly laidOutFrom?: string
}

/** The longest line that is read, in bytes; an order of thousands of lines has a few millions. */
const longestLine = 64 * 1024 * 1024

/** The member that numbers the lines of files that are laid out anew; no record has it itself. */
export const lineNumberField = `_line_${randomUUID()}`

/**
 * Raw files as a DuckDB relation: the shape's fields, all scalars text, `_file` and `_line`.
 * Reading is strict: a file that holds one line of another shape fails as a whole. (DuckDB's
 * `ignore_errors` would lose good lines next to a broken one, without a word.)
 */
export function rawRelation({ files, shape, laidOutFrom }: RawRelation): string {
  const isRaw = laidOutFrom === undefined
  const fields: RawObject = {
    ...shape,
    ...envelope,
    ...(isRaw ? {} : { [lineNumberField]: 'text' }),
  }
  const columns = Object.entries(fields)
    .map(([name, inner]) => `${sqlString(name)}: ${sqlString(readType(inner))}`)
    .join(', ')
  const place = isRaw
    ? 'CAST(NULL AS BIGINT) AS _line'
    : `${sqlString(laidOutFrom)} AS _file, CAST(${sqlIdentifier(lineNumberField)} AS BIGINT) AS _line`
  const settings = isRaw
    ? `compression = 'gzip', filename = '_file'`
    : `compression = 'uncompressed'`
  return `(SELECT *, ${place} FROM read_json(
    [${files.map(sqlString).join(', ')}], format = 'newline_delimited', ${settings},
    maximum_object_size = ${longestLine}, columns = {${columns}}))`
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
