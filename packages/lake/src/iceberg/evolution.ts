import { LakeError } from '../errors.ts'
import type { ByColumn } from './data-file.ts'
import { elementName } from './schema.ts'
import { type ColumnType, decimalDigits, type TableColumn } from './table-column.ts'

/** What a table knows of its columns: enough to add to them. A `TableSnapshot` is one. */
export interface KnownColumns {
  readonly columns: readonly TableColumn[]
  readonly columnIds: ByColumn<number>
  /** The highest id ever given; a dropped column's is never given again. */
  readonly lastColumnId: number
}

/**
 * The ids that readers of a table find its columns by. Parquet files must carry them.
 *
 * A column keeps its id by its name; a new one gets the next free. So give the snapshot that the
 * commit will be based on: without it the ids are those of a new table.
 *
 * @returns an id for each column; for the elements of a list column `tags` as `tags.element`.
 * @example
 * const base = await table.current()
 * await writeParquet(duck, { query, path, fieldIds: fieldIds(columns, base) })
 */
export function fieldIds(
  columns: readonly TableColumn[],
  base?: KnownColumns,
): Record<string, number> {
  return assignedIds(columns, base).ids
}

/** As `fieldIds`, with the highest id ever given. */
export function assignedIds(
  columns: readonly TableColumn[],
  base: KnownColumns = { columns: [], columnIds: {}, lastColumnId: 0 },
): { ids: Record<string, number>; lastColumnId: number } {
  const known = new Map(Object.entries(base.columnIds))
  let lastColumnId = base.lastColumnId
  const names = columns.map(({ name }) => name)
  const elements = columns.filter(({ type }) => typeof type !== 'string')
  const ids = [...names, ...elements.map(({ name }) => elementName(name))].map((name) => {
    const id = known.get(name)
    if (id !== undefined) return [name, id] as const
    lastColumnId += 1
    return [name, lastColumnId] as const
  })
  return { ids: Object.fromEntries(ids), lastColumnId }
}

/**
 * Refuses columns that old files could not be read by. A column may be added (if it may be null),
 * dropped, made nullable, widened from int to long, or given more digits before the point.
 *
 * @throws {LakeError} `LAKE_SCHEMA_CHANGE`
 */
export function checkEvolution(
  table: string,
  columns: readonly TableColumn[],
  base: readonly TableColumn[] | undefined,
): void {
  const refuse = (column: string, why: string) => {
    throw new LakeError(
      'LAKE_SCHEMA_CHANGE',
      `The table ${table} cannot take the column ${column}: ${why}. Give the new column another name, or build the table anew elsewhere.`,
    )
  }
  const names = columns.flatMap(({ name, type }) =>
    typeof type === 'string' ? [name] : [name, elementName(name)],
  )
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) refuse(twice, 'there are two of that name')
  if (names.includes('')) refuse('""', 'it has no name')
  if (base === undefined) return
  const before = new Map(base.map((column) => [column.name, column]))
  for (const { name, type, required = false } of columns) {
    const old = before.get(name)
    if (required && !(old?.required ?? false)) {
      refuse(name, 'older rows hold no value for it, so it cannot be required')
    }
    if (old && !isSameOrWider(old.type, type)) {
      refuse(
        name,
        `older files hold ${typeName(old.type)}, which cannot be read as ${typeName(type)}`,
      )
    }
  }
}

function isSameOrWider(from: ColumnType, to: ColumnType): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') {
    return typeof from !== 'string' && typeof to !== 'string' && isSameOrWider(from.list, to.list)
  }
  if (from === to || (from === 'int' && to === 'long')) return true
  const [old, wider] = [decimalDigits(from), decimalDigits(to)]
  return !!old && !!wider && old.scale === wider.scale && old.precision <= wider.precision
}

const typeName = (type: ColumnType) => (typeof type === 'string' ? type : `list of ${type.list}`)
