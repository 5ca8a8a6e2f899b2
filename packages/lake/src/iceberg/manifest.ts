import { LakeError } from '../errors.ts'
import { decodeAvro, encodeAvro } from './avro.ts'
import { decodeBound, encodeBound } from './bound.ts'
import type { ByColumn, DataFile } from './data-file.ts'
import { pathInTable } from './location.ts'
import { manifestSchema } from './manifest-schema.ts'
import type { PartitionSpec } from './metadata.ts'
import { partitionAvroType, partitionFromAvro, partitionToAvro } from './partition.ts'
import { type IcebergSchema, idsOf, toColumns } from './schema.ts'
import type { ScalarType } from './table-column.ts'

/** The numbers that stand for what a manifest says of a file. Iceberg spec: manifest entry fields. */
export const entryStatus = { existing: 0, added: 1, deleted: 2 } as const

/** What a manifest says of one file. */
export interface ManifestEntry {
  readonly status: number
  /** The snapshot that added the file, or deleted it. */
  readonly snapshotId: bigint
  readonly sequenceNumber: bigint
  readonly fileSequenceNumber: bigint
  readonly file: DataFile
}

/** Whether the file is in the table; else the entry only says that it went. */
export const isLive = ({ status }: ManifestEntry): boolean => status !== entryStatus.deleted

/** What the entries of a manifest are written against. */
export interface ManifestFrame {
  readonly location: string
  readonly schema: IcebergSchema
  /** Of the files in the manifest. */
  readonly spec: PartitionSpec
  /** All that the table has had. */
  readonly specs: readonly PartitionSpec[]
}

export async function encodeManifest(
  entries: readonly ManifestEntry[],
  frame: ManifestFrame,
): Promise<Buffer> {
  const { schema, spec } = frame
  const partitions = spec.fields.map((field) => ({
    name: field.name,
    id: field['field-id'],
    type: partitionAvroType(field.transform),
  }))
  const records = entries.map((entry) => ({
    status: entry.status,
    snapshot_id: entry.snapshotId,
    // Readers give an added file the number of the manifest that adds it.
    sequence_number: entry.status === entryStatus.added ? null : entry.sequenceNumber,
    file_sequence_number: entry.status === entryStatus.added ? null : entry.fileSequenceNumber,
    data_file: dataFileRecord(entry.file, frame),
  }))
  return encodeAvro(manifestSchema(partitions), records, {
    schema: JSON.stringify(schema),
    'schema-id': String(schema['schema-id']),
    'partition-spec': JSON.stringify(spec.fields),
    'partition-spec-id': String(spec['spec-id']),
    'format-version': '2',
    content: 'data',
  })
}

/**
 * Reads a manifest's entries.
 *
 * @param inherited what an entry without numbers of its own takes from the manifest list.
 */
export async function decodeManifest(
  bytes: Buffer,
  frame: ManifestFrame,
  inherited: { snapshotId: bigint; sequenceNumber: bigint },
): Promise<ManifestEntry[]> {
  const names = new Map(Object.entries(idsOf(frame.schema)).map(([name, id]) => [id, name]))
  const types = columnTypes(frame.schema)
  return (await decodeAvro<EntryRecord>(bytes)).map((record) => ({
    status: record.status,
    snapshotId: record.snapshot_id ?? inherited.snapshotId,
    sequenceNumber: record.sequence_number ?? inherited.sequenceNumber,
    fileSequenceNumber: record.file_sequence_number ?? inherited.sequenceNumber,
    file: dataFile(record.data_file, frame, names, types),
  }))
}

interface EntryRecord {
  readonly status: number
  readonly snapshot_id: bigint | null
  readonly sequence_number: bigint | null
  readonly file_sequence_number: bigint | null
  readonly data_file: DataFileRecord
}

interface DataFileRecord {
  readonly content?: number
  readonly file_path: string
  readonly file_format: string
  readonly partition: Readonly<Record<string, string | number | null>>
  readonly record_count: bigint
  readonly file_size_in_bytes: bigint
  readonly column_sizes?: readonly Pair<bigint>[] | null
  readonly value_counts?: readonly Pair<bigint>[] | null
  readonly null_value_counts?: readonly Pair<bigint>[] | null
  readonly lower_bounds?: readonly Pair<Buffer>[] | null
  readonly upper_bounds?: readonly Pair<Buffer>[] | null
}

interface Pair<T> {
  readonly key: number
  readonly value: T
}

function dataFileRecord(file: DataFile, { location, schema, spec }: ManifestFrame) {
  const ids = idsOf(schema)
  const types = columnTypes(schema)
  const counts = (byColumn: ByColumn<number> = {}) => pairs(byColumn, ids, (count) => BigInt(count))
  const bounds = (byColumn: ByColumn<string> = {}, side: 'lower' | 'upper') =>
    pairs(byColumn, ids, (text, name) => {
      const type = types.get(name)
      return type && encodeBound(type, text, side)
    })
  return {
    content: 0,
    file_path: `${location}/${file.path}`,
    file_format: 'PARQUET',
    partition: Object.fromEntries(
      spec.fields.map(({ name, transform }) => [
        name,
        partitionToAvro(transform, file.partition?.[name] ?? null),
      ]),
    ),
    record_count: BigInt(file.rows),
    file_size_in_bytes: BigInt(file.bytes),
    column_sizes: counts(file.columnBytes),
    value_counts: counts(file.valueCounts),
    null_value_counts: counts(file.nullCounts),
    // Not known, but some readers take a missing map for an error.
    nan_value_counts: [],
    lower_bounds: bounds(file.lowerBounds, 'lower'),
    upper_bounds: bounds(file.upperBounds, 'upper'),
    sort_order_id: 0,
  }
}

function dataFile(
  record: DataFileRecord,
  { location, spec }: ManifestFrame,
  names: ReadonlyMap<number, string>,
  types: ReadonlyMap<string, ScalarType>,
): DataFile {
  if ((record.content ?? 0) !== 0 || record.file_format.toUpperCase() !== 'PARQUET') {
    throw new LakeError(
      'LAKE_TABLE_UNSUPPORTED',
      `The table at ${location} holds delete files or files other than Parquet, written by another program: let that program rewrite them (compaction, copy-on-write) first.`,
    )
  }
  const counts = (found: readonly Pair<bigint>[] | null | undefined) =>
    byName(found, names, (count) => Number(count))
  const bounds = (found: readonly Pair<Buffer>[] | null | undefined) =>
    byName(found, names, (bytes, name) => {
      const type = types.get(name)
      return type && decodeBound(type, bytes)
    })
  return {
    path: pathInTable(location, record.file_path),
    rows: Number(record.record_count),
    bytes: Number(record.file_size_in_bytes),
    ...(spec.fields.length > 0 ? { partition: partitionOf(record, spec) } : {}),
    columnBytes: counts(record.column_sizes),
    valueCounts: counts(record.value_counts),
    nullCounts: counts(record.null_value_counts),
    lowerBounds: bounds(record.lower_bounds),
    upperBounds: bounds(record.upper_bounds),
  }
}

const partitionOf = ({ partition }: DataFileRecord, spec: PartitionSpec) =>
  Object.fromEntries(
    spec.fields.map(({ name, transform }) => [
      name,
      partitionFromAvro(transform, partition[name] ?? null),
    ]),
  )

/** The types that have bounds: Iceberg keeps none for the elements of lists. */
function columnTypes(schema: IcebergSchema): Map<string, ScalarType> {
  return new Map(
    toColumns(schema).flatMap(({ name, type }) => (typeof type === 'string' ? [[name, type]] : [])),
  )
}

function pairs<T, U>(
  byColumn: ByColumn<T>,
  ids: ByColumn<number>,
  convert: (value: T, name: string) => U | undefined,
): Pair<U>[] {
  return Object.entries(byColumn).flatMap(([name, found]) => {
    const key = ids[name]
    const value = convert(found, name)
    return key === undefined || value === undefined ? [] : [{ key, value }]
  })
}

function byName<T, U>(
  found: readonly Pair<T>[] | null | undefined,
  names: ReadonlyMap<number, string>,
  convert: (value: T, name: string) => U | undefined,
): Record<string, U> {
  return Object.fromEntries(
    (found ?? []).flatMap(({ key, value }) => {
      const name = names.get(key)
      const converted = name === undefined ? undefined : convert(value, name)
      return name === undefined || converted === undefined ? [] : [[name, converted]]
    }),
  )
}
