import { LakeError } from '../errors.ts'
import type { ByColumn } from './data-file.ts'
import type { ColumnType, ScalarType, TableColumn } from './table-column.ts'

/** A schema as table metadata holds it. Iceberg spec, appendix C. */
export interface IcebergSchema {
  readonly type: 'struct'
  readonly 'schema-id': number
  readonly fields: readonly IcebergField[]
}

interface IcebergField {
  readonly id: number
  readonly name: string
  readonly required: boolean
  readonly type: string | IcebergList
  readonly doc?: string
}

interface IcebergList {
  readonly type: 'list'
  readonly 'element-id': number
  readonly element: string
  readonly 'element-required': boolean
}

const scalar = /^(string|int|long|double|boolean|date|timestamptz|decimal\(\d+,\d+\))$/

/** The schema of columns, each found by the ids given: see `assignedIds`. */
export function toSchema(
  columns: readonly TableColumn[],
  ids: ByColumn<number>,
  schemaId: number,
): IcebergSchema {
  const fields = columns.map(({ name, type, required = false, doc }): IcebergField => {
    const id = ids[name] ?? 0
    const written =
      typeof type === 'string'
        ? type
        : {
            type: 'list' as const,
            'element-id': ids[elementName(name)] ?? 0,
            element: type.list,
            'element-required': false,
          }
    return { id, name, required, type: written, ...(doc === undefined ? {} : { doc }) }
  })
  return { type: 'struct', 'schema-id': schemaId, fields }
}

/** The columns of a schema. @throws {LakeError} `LAKE_TABLE_UNSUPPORTED` where we know no such type. */
export function toColumns(schema: IcebergSchema): TableColumn[] {
  return schema.fields.map(({ name, type, required, doc }) => ({
    name,
    type: typeof type === 'string' ? scalarType(name, type) : listType(name, type),
    ...(required ? { required } : {}),
    ...(doc === undefined ? {} : { doc }),
  }))
}

/** The ids of a schema's columns; of the elements of a list column `tags` as `tags.element`. */
export function idsOf(schema: IcebergSchema): Record<string, number> {
  return Object.fromEntries(
    schema.fields.flatMap(({ id, name, type }) =>
      typeof type === 'string'
        ? [[name, id]]
        : [
            [name, id],
            [elementName(name), type['element-id']],
          ],
    ),
  )
}

/**
 * What finds the columns of files that carry no ids, as Spark writes them: by their names (Iceberg spec,
 * column projection). Readers that know it take it from the property `schema.name-mapping.default`.
 */
export const nameMapping = ({ fields }: IcebergSchema): string =>
  JSON.stringify(
    fields.map(({ id, name, type }) => ({
      'field-id': id,
      names: [name],
      ...(typeof type === 'string'
        ? {}
        : { fields: [{ 'field-id': type['element-id'], names: ['element'] }] }),
    })),
  )

export const elementName = (column: string): string => `${column}.element`

function listType(name: string, type: IcebergList): ColumnType {
  return { list: scalarType(name, type.type === 'list' ? type.element : type) }
}

function scalarType(name: string, type: unknown): ScalarType {
  const text = typeof type === 'string' ? type.replace(/\s/g, '') : ''
  if (scalar.test(text)) return text as ScalarType
  throw new LakeError(
    'LAKE_TABLE_UNSUPPORTED',
    `The column ${name} was given the type ${JSON.stringify(type)} by another program; this one cannot write it. Change the column back, or let that program own the table.`,
  )
}
