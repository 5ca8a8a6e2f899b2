import type { ChildMapping } from '../model/define-source.ts'
import type { FieldExpression } from '../model/expression.ts'
import type { Dialect } from './dialect.ts'
import { columnText, type MappedColumn, mappedColumns } from './mapped-column.ts'
import { readOnce } from './read-once.ts'

/** How the columns of a child entity are read, each raw field once. */
export interface ChildFields {
  readonly columns: readonly MappedColumn[]
  /** The raw fields that the columns read: of the item, or of the record around it. */
  readonly fields: readonly FieldExpression[]
  /** The texts of the columns by their names, made of fields that were read before. */
  readonly texts: Readonly<Record<string, string>>
}

/**
 * The columns of a child entity as texts that are made of fields which a projection before them
 * has read, so that a field which stands in many places of them is cleaned once.
 *
 * @param read SQL for the field that stands at this place of `fields`; NULL where it is blank.
 * @throws {Error} for a column that is a list: an item has scalars alone.
 */
export function childFields(
  dialect: Dialect,
  { entity, columns }: ChildMapping,
  read: (index: number) => string,
): ChildFields {
  const mapped = mappedColumns(entity, columns)
  const list = mapped.find(({ type, expression }) => typeof type === 'object' && expression)
  if (list !== undefined) throw new Error(`${entity.name}.${list.name} cannot be a list`)
  const { fields, scope } = readOnce(read)
  const texts = mapped.map((column) => [column.name, columnText(dialect, column, scope)])
  return { columns: mapped, fields, texts: Object.fromEntries(texts) }
}
