import type { ColumnType, TableColumn, TableSnapshot } from '@descant/lake'

/** The property of a snapshot that names the columns whose texts are JSON, separated by commas. */
const jsonProperty = 'descant.json'

/** What a column is loaded as: a type of the zone, or `json`, which the zone keeps as text. */
export type LoadType = ColumnType | 'json'

/** A column on its way into a database or an index. */
export interface LoadColumn extends Omit<TableColumn, 'type'> {
  readonly type: LoadType
}

/**
 * The columns of a table as they are loaded. Those that the snapshot says hold JSON can be asked into
 * where they land.
 *
 * @param key columns that stay texts, since rows are told apart by their letters
 */
export function loadColumns(
  { columns, summary }: Pick<TableSnapshot, 'columns' | 'summary'>,
  key: readonly string[],
): LoadColumn[] {
  const json = new Set((summary[jsonProperty] ?? '').split(',').map((name) => name.trim()))
  return columns.map((column) =>
    column.type === 'string' && json.has(column.name) && !key.includes(column.name)
      ? { ...column, type: 'json' }
      : column,
  )
}

/**
 * The text of a `json` column as JSON, in DuckDB: what is no JSON stands in it as a string, so that
 * one value that is torn keeps no others back.
 */
export const jsonText = (column: string): string =>
  `CASE WHEN json_valid(${column}) THEN ${column} ELSE to_json(${column})::VARCHAR END`
