import type { ColumnType } from '@descant/lake'
import type { Entity } from '../model/define-entity.ts'
import type { Expression } from '../model/expression.ts'
import { profileColumn, recordColumns } from '../model/record-columns.ts'
import { compileExpression, compileTextList, type ExpressionScope } from './compile-expression.ts'
import type { Dialect } from './dialect.ts'

/** A column together with the expression that a source gives for it. */
export interface MappedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly required: boolean
  /** Undefined where the source does not know the column: it is always null. */
  readonly expression: Expression | undefined
}

/** The columns of an entity that a mapping can give, in the entity's order. */
export const mappedColumns = (
  entity: Entity,
  mapping: Readonly<Record<string, Expression>>,
): MappedColumn[] =>
  Object.entries(entity.columns)
    .filter(([name, { fromParent }]) => !isFilled(name) && fromParent !== true)
    .map(([name, { type, required }]) => ({
      name,
      type,
      required: required === true,
      expression: mapping[name],
    }))

const isFilled = (name: string) => name in recordColumns || name in profileColumn

/** A column that stands in the raw record under its own name. */
export const plainColumn = (name: string, type: ColumnType): MappedColumn => ({
  name,
  type,
  required: false,
  expression: { kind: 'field', of: 'record', path: [name] },
})

/** The column's raw text, or its list of texts. */
export function columnText(
  dialect: Dialect,
  { type, expression }: MappedColumn,
  scope: ExpressionScope,
): string {
  const isList = typeof type === 'object'
  if (expression === undefined) {
    return dialect.cast('NULL', isList ? { list: 'string' } : 'string')
  }
  return isList
    ? compileTextList(expression, dialect, scope)
    : compileExpression(expression, dialect, scope)
}

/** The column's value, read from its text; NULL where the text is no such value. */
export const columnValue = (dialect: Dialect, { type }: MappedColumn, text: string): string =>
  typeof type === 'object' ? text : dialect.parse(text, type)

/** Whether the column's text may be none of its values. */
export const isTyped = ({ type }: MappedColumn): boolean =>
  typeof type === 'string' && type !== 'string'

/** Why a record is refused, where a condition holds. */
export interface Refusal {
  readonly reason: string
  readonly column: string
  readonly condition: string
}

/** What refuses a record for this column: `required` and `type`. */
export function columnRefusals(column: MappedColumn, text: string, value: string): Refusal[] {
  const { name } = column
  const missing = { reason: 'required', column: name, condition: `${text} IS NULL` }
  const mistyped = `${text} IS NOT NULL AND ${value} IS NULL`
  return [
    ...(column.required ? [missing] : []),
    ...(isTyped(column) ? [{ reason: 'type', column: name, condition: mistyped }] : []),
  ]
}

/** The name of the text that a column's value, or a list of rows, was read from. */
export const textName = (name: string) => `_text_${name}`

/** When a record was deleted at its source. */
export const deletedAt = plainColumn('_sdc_deleted_at', 'timestamptz')
