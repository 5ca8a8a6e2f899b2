import type { SourceStream } from '../model/define-source.ts'
import { rawField } from './compile-expression.ts'
import type { Dialect } from './dialect.ts'
import { fieldsOfRecord } from './map-children.ts'
import { mappedChild } from './mapped-child.ts'
import {
  columnText,
  columnValue,
  deletedAt,
  isTyped,
  type MappedColumn,
  mappedColumns,
  plainColumn,
  textName,
} from './mapped-column.ts'
import { readOnce } from './read-once.ts'
import { recordErrors } from './record-errors.ts'
import { selectList } from './select.ts'

/** The time of a record that has none: older than any other. */
export const noTime = '1970-01-01T00:00:00Z'

/**
 * The query that reads a relation of raw records (all scalars text, plus `_file` and `_line`) as
 * rows of an entity. Beside the entity's columns each row carries:
 *
 * - a list of rows for each child entity, under its name, with their `_position`; with `childrenApart`
 *   the raw list instead, for `mapChildren`, and what it needs of the record;
 * - `_deleted`, whether it is a deletion, and `_version_at`, when this version came to be;
 * - `_errors`, what refuses the record, as `required COLUMN` or `type CHILD.POSITION.COLUMN`. A
 *   deletion is held to its key alone;
 * - `_file` and `_line`, where it was read.
 *
 * With `discardsValues` a value of the wrong type is NULL and refuses nothing, but in keys and where
 * one is required.
 *
 * Chained projections, fields, then texts, then values, then what is wrong with them, keep every
 * expression written once.
 */
export function mapRecords(
  dialect: Dialect,
  stream: SourceStream,
  provider: string,
  rawRecords: string,
  { discardsValues = false, childrenApart = false }: MapOptions = {},
): string {
  const columns = [...mappedColumns(stream.entity, stream.columns), ...envelopeColumns]
  const children = childrenApart ? [] : stream.children.map((child) => mappedChild(dialect, child))
  const apart = childrenApart ? rawLists(dialect, stream) : {}
  const typed = [...columns.filter(isTyped), deletedAt]
  const read = readOnce((index) => `f.field_${index}`)
  const lists = columns.filter(isList)

  const texts = {
    ...byName(columns, (column) =>
      isList(column) ? dialect.field('f', column.name) : columnText(dialect, column, read.scope),
    ),
    ...byName(children, ({ name }) => dialect.field('f', name)),
    ...passed(dialect, 'f', apart),
    [deletedAt.name]: columnText(dialect, deletedAt, read.scope),
    _file: 'f._file',
    _line: 'f._line',
  }
  // What is read is known only when all texts are made of it.
  const fields = {
    ...Object.fromEntries(
      read.fields.map((field, index) => [
        `field_${index}`,
        dialect.clean(rawField(field, dialect, { record: 's' })),
      ]),
    ),
    ...byName(lists, (column) => columnText(dialect, column, { record: 's' })),
    ...byName(children, ({ items }) => items),
    ...apart,
    _file: 's._file',
    _line: 's._line',
  }
  const values = {
    ...byName([...columns, deletedAt], (column) =>
      columnValue(dialect, column, dialect.field('t', column.name)),
    ),
    ...byName(children, ({ name, columns, texts }) =>
      dialect.mapList(dialect.field('t', name), (item) =>
        dialect.struct({
          ...byName(columns, (column) =>
            columnValue(dialect, column, texts[column.name] as string),
          ),
          _position: dialect.field(item, '_position'),
        }),
      ),
    ),
    ...passed(dialect, 't', apart),
    ...Object.fromEntries(typed.map(({ name }) => [textName(name), dialect.field('t', name)])),
    ...Object.fromEntries(children.map(({ name }) => [textName(name), dialect.field('t', name)])),
    _file: 't._file',
    _line: 't._line',
  }
  const value = (name: string) => dialect.field('v', name)
  const rows = {
    ...byName(columns, ({ name }) => value(name)),
    provider: dialect.text(provider),
    ...byName(children, ({ name }) => value(name)),
    ...passed(dialect, 'v', apart),
    _deleted: `${value(textName(deletedAt.name))} IS NOT NULL`,
    _version_at: versionAt(dialect, columns),
    _errors: recordErrors(dialect, stream, columns, children, discardsValues),
    _file: 'v._file',
    _line: 'v._line',
  }
  return `SELECT
  ${selectList(dialect, rows)}
FROM (
  SELECT
  ${selectList(dialect, values)}
  FROM (
    SELECT
    ${selectList(dialect, texts)}
    FROM (
      SELECT
      ${selectList(dialect, fields)}
      FROM ${rawRecords} s
    ) f
  ) t
) v`
}

export interface MapOptions {
  /** @default false */
  readonly discardsValues?: boolean
  /** Whether the rows of children are made, and judged, by themselves. @default false */
  readonly childrenApart?: boolean
}

/** The lists that children are made of, and the fields beside them. */
const rawLists = (dialect: Dialect, { children }: SourceStream): Record<string, string> =>
  Object.fromEntries(
    children.flatMap((child) => [
      [child.entity.name, rawField(child.list, dialect, { record: 's' })],
      ...Object.entries(fieldsOfRecord(dialect, child, 's')),
    ]),
  )

const passed = (dialect: Dialect, relation: string, columns: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, dialect.field(relation, name)]))

const isList = ({ type }: MappedColumn) => typeof type === 'object'

const envelopeColumns = [
  plainColumn('_sdc_sequence', 'long'),
  plainColumn('_sdc_table_version', 'long'),
]

const byName = <T extends { readonly name: string }>(
  items: readonly T[],
  value: (item: T) => string,
): Record<string, string> => Object.fromEntries(items.map((item) => [item.name, value(item)]))

/** A deletion is as new as the deletion itself; everything else as the source's last change. */
function versionAt(dialect: Dialect, columns: readonly MappedColumn[]): string {
  const times = columns.filter(({ name }) => name === 'updated_at').map(() => 'v.updated_at')
  return `coalesce(${[
    dialect.field('v', deletedAt.name),
    ...times,
    dialect.parse(dialect.text(noTime), 'timestamptz'),
  ].join(', ')})`
}
