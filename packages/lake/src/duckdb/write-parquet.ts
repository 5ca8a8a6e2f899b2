import type { DataFile } from '../iceberg/data-file.ts'
import type { Duck } from './duck.ts'
import { sqlIdentifier, sqlString } from './sql-literal.ts'

export interface ParquetOptions {
  /** The query whose rows are written; cast its columns to what the table's columns say. */
  readonly query: string
  /** The file on this machine. It is overwritten; its folder must exist. */
  readonly path: string
  /** The ids that readers of the table find the columns by: `fieldIds(columns, base)`. */
  readonly fieldIds?: Readonly<Record<string, number>>
  /** @default 'snappy' */
  readonly compression?: 'snappy' | 'zstd' | 'gzip' | 'uncompressed'
  /** Rows between two footers' statistics; smaller groups prune better. @default 122880 */
  readonly rowGroupRows?: number
}

/** What was written: a `DataFile` of an Iceberg table but for its place in it. */
export type ParquetFile = Omit<DataFile, 'path' | 'partition'>

/**
 * Writes the rows of a query as one Parquet file, with the statistics that a manifest wants.
 *
 * @example
 * const file = await writeParquet(duck, { query: 'FROM orders', path, fieldIds: fieldIds(columns) })
 * await table.commit({ base, columns, operation: 'append', files: [{ path: 'data/a.parquet', ...file }] })
 */
export async function writeParquet(duck: Duck, options: ParquetOptions): Promise<ParquetFile> {
  const settings = copySettings(options)
  const [written] = await duck.rows<ReturnedStatistics>(
    `COPY (${options.query}) TO ${sqlString(options.path)} (${settings.join(', ')})`,
  )
  if (written === undefined) throw new Error('COPY returned no statistics')
  return toParquetFile(written)
}

/** What tells DuckDB how to write Parquet. */
export const copySettings = ({
  compression = 'snappy',
  rowGroupRows = 122_880,
  fieldIds,
}: {
  readonly [Name in 'compression' | 'rowGroupRows' | 'fieldIds']?: ParquetOptions[Name] | undefined
}): string[] => [
  'FORMAT parquet',
  `COMPRESSION ${compression}`,
  `ROW_GROUP_SIZE ${rowGroupRows}`,
  'RETURN_STATS',
  ...(fieldIds ? [`FIELD_IDS ${fieldIdLiteral(fieldIds)}`] : []),
]

/** What DuckDB tells of a file that it wrote, in the words of a manifest. */
export function toParquetFile(written: ReturnedStatistics): ParquetFile {
  const columns = (written.column_statistics ?? []).map(({ key, value }) => ({
    name: columnName(key),
    statistics: new Map(value.map((entry) => [entry.key, entry.value])),
  }))
  const collect = (statistic: string, from = columns) =>
    from.flatMap(({ name, statistics }): [string, string][] => {
      const value = statistics.get(statistic)
      return value === undefined ? [] : [[name, value]]
    })
  const counts = (statistic: string) =>
    Object.fromEntries(collect(statistic).map(([name, value]) => [name, Number(value)]))
  // NaN is neither less nor greater: no bound holds for a column that has one.
  const ordered = columns.filter(({ statistics }) => statistics.get('has_nan') !== 'true')
  return {
    rows: Number(written.count),
    bytes: Number(written.file_size_bytes),
    columnBytes: counts('column_size_bytes'),
    valueCounts: counts('num_values'),
    nullCounts: counts('null_count'),
    lowerBounds: Object.fromEntries(collect('min', ordered)),
    upperBounds: Object.fromEntries(collect('max', ordered)),
  }
}

/** A row that COPY gives back for a file. */
export interface ReturnedStatistics {
  readonly count: bigint
  readonly file_size_bytes: bigint
  readonly column_statistics: { key: string; value: { key: string; value: string }[] }[] | null
}

/** DuckDB quotes each part of a column's path: `"tags"."element"` => `tags.element`. */
const columnName = (path: string) =>
  Array.from(path.matchAll(/"((?:[^"]|"")*)"/g), ([, part = '']) =>
    part.replaceAll('""', '"'),
  ).join('.')

/** `{ tags: 3, 'tags.element': 4 }` => `{"tags": {__duckdb_field_id: 3, "element": 4}}`. */
function fieldIdLiteral(ids: Readonly<Record<string, number>>): string {
  const element = (name: string) => ids[`${name}.element`]
  const isElement = (name: string) => name.endsWith('.element') && name.slice(0, -8) in ids
  const entries = Object.entries(ids)
    .filter(([name]) => !isElement(name))
    .map(([name, id]) => {
      const nested = element(name)
      const value = nested === undefined ? id : `{__duckdb_field_id: ${id}, "element": ${nested}}`
      return `${sqlIdentifier(name)}: ${value}`
    })
  return `{${entries.join(', ')}}`
}
