import { LakeError } from '../errors.ts'
import { encodeBound } from './bound.ts'
import { bucketsOf } from './bucket.ts'
import type { PartitionSpec } from './metadata.ts'
import { type IcebergSchema, idsOf, toColumns } from './schema.ts'
import type { ScalarType, TableColumn } from './table-column.ts'

/**
 * How the value that a file is put by follows from a column (Iceberg spec: partition transforms).
 *
 * - `identity`: the text itself.
 * - `month`: the month of a time, in UTC.
 * - `bucket[N]`: one of N hash buckets of a text.
 */
export type PartitionTransform = 'identity' | 'month' | `bucket[${number}]`

/** One of the values that the files of a table are put by. */
export interface PartitionField {
  readonly column: string
  readonly transform: PartitionTransform
}

/** The name of a partition field, as Spark gives it: `created_at_month`, `profile_id_bucket`. */
export const partitionName = ({ column, transform }: PartitionField): string =>
  transform === 'identity' ? column : `${column}_${transform.replace(/\[.*/, '')}`

/** What each transform takes, and the type of what it gives. */
function resultType(transform: string, source: ScalarType | undefined): ScalarType | undefined {
  if (transform === 'identity') return source === 'string' ? 'string' : undefined
  if (transform === 'month') return source === 'timestamptz' ? 'int' : undefined
  return bucketsOf(transform) !== undefined && source === 'string' ? 'int' : undefined
}

/** Iceberg's manifests name a partition field in Avro, which allows only such names. */
const avroName = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * Refuses partition fields that cannot be written.
 *
 * @throws {LakeError} `LAKE_PARTITION_CHANGE`
 */
export function checkPartition(
  root: string,
  columns: readonly TableColumn[],
  fields: readonly PartitionField[],
): void {
  const types = scalarTypes(columns)
  const names = fields.map(partitionName)
  const wrong = fields.find(
    (field, index) =>
      resultType(field.transform, types.get(field.column)) === undefined ||
      !avroName.test(partitionName(field)) ||
      names.indexOf(partitionName(field)) < index,
  )
  if (wrong === undefined) return
  throw new LakeError(
    'LAKE_PARTITION_CHANGE',
    `The table ${root} cannot be partitioned by ${wrong.transform}(${wrong.column}): identity and buckets take a text column, months a time, each once, and its name must be letters, digits and underscores.`,
  )
}

/** The fields of a spec; those that only other programs can write are given back as `foreign`. */
export function partitionFields(
  spec: PartitionSpec,
  schema: IcebergSchema,
): { readonly fields: readonly PartitionField[]; readonly foreign: string | undefined } {
  const names = new Map(Object.entries(idsOf(schema)).map(([name, id]) => [id, name]))
  const types = scalarTypes(toColumns(schema))
  const fields = spec.fields.map((field) => ({
    name: field.name,
    column: names.get(field['source-id']) ?? field.name,
    transform: field.transform as PartitionTransform,
  }))
  const foreign = fields.find(
    (field) =>
      resultType(field.transform, types.get(field.column)) === undefined ||
      partitionName(field) !== field.name,
  )
  return {
    fields: fields.map(({ column, transform }) => ({ column, transform })),
    foreign: foreign && `${foreign.transform}(${foreign.column})`,
  }
}

/** The spec of a table's files under an id of its own. */
export const partitionSpec = (
  specId: number,
  firstFieldId: number,
  fields: readonly PartitionField[],
  schema: IcebergSchema,
): PartitionSpec => ({
  'spec-id': specId,
  fields: fields.map((field, index) => ({
    name: partitionName(field),
    transform: field.transform,
    'source-id': idsOf(schema)[field.column] ?? 0,
    'field-id': firstFieldId + index,
  })),
})

/** The Avro type of a partition value. */
export const partitionAvroType = (transform: string): 'string' | 'int' =>
  transform === 'identity' ? 'string' : 'int'

/** A partition value as manifests hold it: months count from January 1970. */
export function partitionToAvro(transform: string, value: string | null): string | number | null {
  if (value === null || transform === 'identity') return value
  if (transform !== 'month') return Number(value)
  const [year, month] = value.split('-')
  return (Number(year) - 1970) * 12 + Number(month) - 1
}

/** The text of a partition value of a manifest: `2026-01` for a month. */
export function partitionFromAvro(transform: string, value: string | number | null): string | null {
  if (value === null || transform !== 'month') return value === null ? null : String(value)
  const months = Number(value)
  const year = 1970 + Math.floor(months / 12)
  return `${String(year).padStart(4, '0')}-${String(months - (year - 1970) * 12 + 1).padStart(2, '0')}`
}

/**
 * Whether a text is a value of a transform: `2026-01`, a bucket within the number of buckets, any
 * text for `identity`.
 */
export function isPartitionValue(transform: string, value: string | null): boolean {
  if (value === null || transform === 'identity') return true
  if (transform === 'month') return /^\d{4}-(0[1-9]|1[0-2])$/.test(value)
  return /^(0|[1-9]\d*)$/.test(value) && Number(value) < (bucketsOf(transform) ?? 0)
}

/** The least and the greatest value of a field among files, in Iceberg's binary form. */
export function partitionBounds(
  transform: string,
  values: readonly (string | null)[],
): {
  readonly containsNull: boolean
  readonly lower: Buffer | null
  readonly upper: Buffer | null
} {
  const known = values.filter((value) => value !== null)
  const type = partitionAvroType(transform)
  const sorted = known
    .map((value) => partitionToAvro(transform, value) as string | number)
    .sort((a, b) =>
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))),
    )
  const bound = (value: string | number | undefined, side: 'lower' | 'upper') =>
    value === undefined ? null : (encodeBound(type, String(value), side) ?? null)
  const containsNull = known.length < values.length
  return { containsNull, lower: bound(sorted[0], 'lower'), upper: bound(sorted.at(-1), 'upper') }
}

const scalarTypes = (columns: readonly TableColumn[]) =>
  new Map(columns.flatMap(({ name, type }) => (typeof type === 'string' ? [[name, type]] : [])))
