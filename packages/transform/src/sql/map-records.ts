import type { SourceStream } from '../model/define-source.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import { rawField } from './compile-expression.ts'
import type { Dialect } from './dialect.ts'
import {
  columnRefusals,
  columnText,
  columnValue,
  type MappedColumn,
  mappedColumns,
  plainColumn,
} from './mapped-column.ts'
import { selectList } from './select.ts'

/** The time of a record that has none: older than any other. */
export const noTime = '1970-01-01T00:00:00Z'

/**
 * The query that reads a relation of raw records (all scalars text, plus `_file` and `_line`) as
 * rows of an entity. Beside the entity's columns each row carries:
 *
 * - a list of rows for each child entity, under its name, with their `_position`;
 * - `_deleted`, whether it is a deletion, and `_version_at`, when this version came to be;
 * - `_errors`, what refuses the record, as `required COLUMN` or `type CHILD.POSITION.COLUMN`. A
 *   deletion is held to its key alone;
 * - `_file` and `_line`, where it was read.
 *
 * With `discardsValues` a value of the wrong type is NULL and refuses nothing, but in keys and where
 * one is required.
 *
 * Two chained projections, texts and then values, keep every expression written once.
 */
export function mapRecords(
  dialect: Dialect,
  stream: SourceStream,
  provider: string,
  rawRecords: string,
  { discardsValues = false }: { readonly discardsValues?: boolean } = {},
): string {
  const columns = [...mappedColumns(stream.entity, stream.columns), ...envelopeColumns]
  const children = stream.children.map(({ entity, list, columns }) => ({
    name: entity.name,
    list,
    columns: mappedColumns(entity, columns),
  }))
  const text = (name: string) => dialect.field('t', name)
  const record = { record: 's', item: 'item' }

  const texts = {
    ...byName(columns, (column) => columnText(dialect, column, record)),
    ...byName(children, ({ list, columns }) =>
      itemTexts(dialect, rawField(list, dialect, record), columns),
    ),
    _deleted_at: columnText(dialect, deletedAt, record),
    _file: 's._file',
    _line: 's._line',
  }
  const values = {
    ...byName(columns, (column) => columnValue(dialect, column, text(column.name))),
    provider: dialect.text(provider),
    ...byName(children, ({ name, columns }) =>
      dialect.mapList(text(name), (item) =>
        dialect.struct({
          ...byName(columns, (column) =>
            columnValue(dialect, column, dialect.field(item, column.name)),
          ),
          _position: dialect.field(item, '_position'),
        }),
      ),
    ),
    _deleted: 't._deleted_at IS NOT NULL',
    _version_at: versionAt(dialect, columns),
    _errors: errors(dialect, stream, columns, children, discardsValues),
    _file: 't._file',
    _line: 't._line',
  }
  return `SELECT
  ${selectList(dialect, values)}
FROM (
  SELECT
  ${selectList(dialect, texts)}
  FROM ${rawRecords} s
) t`
}

/** What `rawField` gives, and not what was made of it. */
const isRawField = /^(?:item|s)[.][^(]*$/

/**
 * The texts of the items of a list. Within a list an engine computes what is written twice twice, and
 * to make a blank NULL takes to write it twice: so all fields are trimmed first, in a pass of their own.
 */
function itemTexts(dialect: Dialect, list: string, columns: readonly MappedColumn[]): string {
  const fields = new Map<string, string>()
  const trimmed: Dialect = {
    ...dialect,
    clean(field) {
      if (!isRawField.test(field)) return dialect.clean(field)
      const name = fields.get(field) ?? `field_${fields.size}`
      fields.set(field, name)
      return `nullif(${dialect.field('item', name)}, '')`
    },
  }
  const scope = { record: 's', item: 'item' }
  const texts = byName(columns, (column) => columnText(trimmed, column, scope))
  const trimmedItems = dialect.mapList(list, (_item, position) =>
    dialect.struct({
      ...Object.fromEntries(Array.from(fields, ([field, name]) => [name, dialect.trimmed(field)])),
      _position: position,
    }),
  )
  return dialect.mapList(trimmedItems, (item) =>
    dialect.struct({ ...texts, _position: dialect.field(item, '_position') }),
  )
}

const envelopeColumns = [
  plainColumn('_sdc_sequence', 'long'),
  plainColumn('_sdc_table_version', 'long'),
]

const deletedAt = plainColumn('_sdc_deleted_at', 'timestamptz')

const byName = <T extends { readonly name: string }>(
  items: readonly T[],
  value: (item: T) => string,
): Record<string, string> => Object.fromEntries(items.map((item) => [item.name, value(item)]))

/** A deletion is as new as the deletion itself; everything else as the source's last change. */
function versionAt(dialect: Dialect, columns: readonly MappedColumn[]): string {
  const times = columns
    .filter(({ name }) => name === 'updated_at')
    .map((column) => columnValue(dialect, column, 't.updated_at'))
  return `coalesce(${[
    columnValue(dialect, deletedAt, 't._deleted_at'),
    ...times,
    dialect.parse(dialect.text(noTime), 'timestamptz'),
  ].join(', ')})`
}

function errors(
  dialect: Dialect,
  { entity }: SourceStream,
  columns: readonly MappedColumn[],
  children: readonly { readonly name: string; readonly columns: readonly MappedColumn[] }[],
  discardsValues: boolean,
): string {
  const mayRefuse = ({ name, required }: MappedColumn) =>
    !discardsValues || required || entity.key.includes(name) || name.startsWith('_sdc_')
  const refusals = (column: MappedColumn) =>
    columnRefusals(dialect, column, dialect.field('t', column.name), dialect.text(column.name))
  const ofDeletion = dialect.list([
    ...columns.filter(({ name }) => entity.key.includes(name)).flatMap(refusals),
    ...columnRefusals(dialect, deletedAt, 't._deleted_at', dialect.text(deletedAt.name)),
  ])
  const ofChildren = children.map((child) => {
    const ofItems = dialect.mapList(dialect.field('t', child.name), (item, position) => {
      const place = `${dialect.text(`${child.name}.`)} || ${dialect.cast(position, 'string')}`
      return dialect.list(
        child.columns.filter(mayRefuse).flatMap((column) => {
          const path = `${place} || ${dialect.text(`.${column.name}`)}`
          return columnRefusals(dialect, column, dialect.field(item, column.name), path)
        }),
      )
    })
    return `coalesce(${dialect.flatten(ofItems)}, ${dialect.list([])})`
  })
  const ofRecord = dialect.flatten(
    dialect.list([
      dialect.list([
        ...columns.filter(mayRefuse).flatMap(refusals),
        ...(entity.validate ?? []).map((rule) => brokenRule(dialect, rule, columns)),
      ]),
      ...ofChildren,
    ]),
  )
  return dialect.withoutNulls(
    `CASE WHEN t._deleted_at IS NOT NULL THEN ${ofDeletion} ELSE ${ofRecord} END`,
  )
}

/** What refuses a record by a rule, as `range total_price`, or NULL. */
function brokenRule(dialect: Dialect, rule: RecordRule, columns: readonly MappedColumn[]): string {
  const column = columns.find(({ name }) => name === rule.column)
  if (column === undefined)
    throw new Error(`no source gives ${rule.column}, which a rule speaks of`)
  const text = dialect.field('t', rule.column)
  return `CASE WHEN ${brokenBy(dialect, rule, column, text)} THEN ${dialect.text(`${rule.kind} ${rule.column}`)} END`
}

function brokenBy(dialect: Dialect, rule: RecordRule, column: MappedColumn, text: string): string {
  switch (rule.kind) {
    case 'not_null':
      return `${text} IS NULL`
    case 'matches':
      return `NOT ${dialect.matches(text, rule.pattern)}`
    case 'range': {
      const value = columnValue(dialect, column, text)
      const bound = (limit: number | string) =>
        dialect.cast(dialect.text(String(limit)), column.type)
      const outside = [
        ...(rule.min === undefined ? [] : [`${value} < ${bound(rule.min)}`]),
        ...(rule.max === undefined ? [] : [`${value} > ${bound(rule.max)}`]),
      ]
      return outside.length === 0 ? 'false' : outside.join(' OR ')
    }
  }
}
