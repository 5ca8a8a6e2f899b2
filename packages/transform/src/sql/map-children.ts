import type { ChildMapping } from '../model/define-source.ts'
import type { FieldExpression } from '../model/expression.ts'
import { childFields } from './child-fields.ts'
import { rawField } from './compile-expression.ts'
import type { Dialect } from './dialect.ts'
import { columnRefusals, columnValue } from './mapped-column.ts'
import { anyOf, mayRefuse, toldOfItem } from './refusals.ts'
import { selectList } from './select.ts'

/**
 * The query that reads the items of a list, each a row of a relation, as rows of a child entity.
 * Beside the entity's columns each row carries `_position`, `_file` and `_line` as they are, and
 * `_errors`, what refuses its record as `required CHILD.POSITION.COLUMN`; NULL where nothing does.
 *
 * @param items a relation of raw items as `item`, with their `_position`, the `_file` and `_line` of
 *   their record, and what `fieldsOfRecord` took of it.
 */
export function mapChildren(
  dialect: Dialect,
  child: ChildMapping,
  items: string,
  discardsValues: boolean,
): string {
  const { entity } = child
  const { columns, fields, texts } = childFields(dialect, child, (index) => `f.field_${index}`)
  const place = (relation: string) => ({
    _position: `${relation}._position`,
    _file: `${relation}._file`,
    _line: `${relation}._line`,
  })
  const read = fields.map((field, index): [string, string] => [
    `field_${index}`,
    field.of === 'item'
      ? dialect.clean(rawField(field, dialect, { item: 'i.item' }))
      : dialect.field('i', fieldOfRecord(child, index)),
  ])
  const text = (name: string) => dialect.field('t', `text_${name}`)
  const value = (name: string) => dialect.field('v', name)
  const names = columns.map(({ name }) => name)
  const textNames = Object.fromEntries(names.map((name) => [`text_${name}`, text(name)]))
  const refusals = columns
    .filter(mayRefuse(entity, discardsValues))
    .flatMap((column) =>
      columnRefusals(column, dialect.field('v', `text_${column.name}`), value(column.name)),
    )
  return `SELECT
  ${selectList(dialect, {
    ...Object.fromEntries(names.map((name) => [name, value(name)])),
    ...place('v'),
    _errors: `CASE WHEN ${anyOf(refusals)} THEN ${dialect.withoutNulls(
      toldOfItem(dialect, entity, 'v._position', refusals),
    )} END`,
  })}
FROM (
  SELECT
  ${selectList(dialect, {
    ...Object.fromEntries(
      columns.map((column) => [column.name, columnValue(dialect, column, text(column.name))]),
    ),
    ...textNames,
    ...place('t'),
  })}
  FROM (
    SELECT
    ${selectList(dialect, {
      ...Object.fromEntries(names.map((name) => [`text_${name}`, texts[name] as string])),
      ...place('f'),
    })}
    FROM (SELECT ${selectList(dialect, { ...Object.fromEntries(read), ...place('i') })} FROM ${items} i) f
  ) t
) v`
}

/**
 * The fields of the record itself that rows of a child are made of too, cleaned, as columns that
 * stand beside the list.
 */
export function fieldsOfRecord(
  dialect: Dialect,
  child: ChildMapping,
  record: string,
): Record<string, string> {
  const { fields } = childFields(dialect, child, String)
  const isOfRecord = ([field]: readonly [FieldExpression, number]) => field.of === 'record'
  return Object.fromEntries(
    fields
      .map((field, index): [FieldExpression, number] => [field, index])
      .filter(isOfRecord)
      .map(([field, index]) => [
        fieldOfRecord(child, index),
        dialect.clean(rawField(field, dialect, { record })),
      ]),
  )
}

const fieldOfRecord = ({ entity }: ChildMapping, index: number) => `_${entity.name}_field_${index}`
