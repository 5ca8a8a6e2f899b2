import { randomUUID } from 'node:crypto'
import { assignedIds, checkEvolution, type KnownColumns } from './evolution.ts'
import type { JsonInteger, PartitionSpec, SnapshotEntry, TableMetadata } from './metadata.ts'
import { checkPartition, type PartitionField, partitionSpec } from './partition.ts'
import { type IcebergSchema, nameMapping, toSchema } from './schema.ts'
import type { TableColumn } from './table-column.ts'
import type { TableVersion } from './table-version.ts'

/** As Iceberg's own writers: enough to walk back, and bounded. */
export const mostPreviousVersions = 100
const firstPartitionId = 1000
const nameMappingProperty = 'schema.name-mapping.default'

/**
 * The metadata of a table whose columns are to be `columns`: a new one, or the base with the schema
 * added and made current. The snapshot comes later.
 *
 * @throws {LakeError} `LAKE_SCHEMA_CHANGE`, `LAKE_PARTITION_CHANGE`
 */
export function withColumns(
  table: { root: string; location: string },
  base: { metadata: TableMetadata; known: KnownColumns } | undefined,
  columns: readonly TableColumn[],
  partitionBy: readonly PartitionField[],
): TableMetadata {
  checkEvolution(table.root, columns, base?.known.columns)
  checkPartition(table.root, columns, partitionBy)
  const { ids, lastColumnId } = assignedIds(columns, base?.known)
  if (base === undefined) {
    return newMetadata(table.location, toSchema(columns, ids, 0), lastColumnId, partitionBy)
  }
  const { schemas } = base.metadata
  const nextId = Math.max(...schemas.map((schema) => schema['schema-id'])) + 1
  const schema = toSchema(columns, ids, nextId)
  const same = schemas.find((old) => fieldsText(old) === fieldsText(schema))
  return {
    ...withPartition(base.metadata, partitionBy, schema),
    'last-column-id': lastColumnId,
    'current-schema-id': same?.['schema-id'] ?? nextId,
    schemas: same ? schemas : [...schemas, schema],
    properties: { ...base.metadata.properties, [nameMappingProperty]: nameMapping(schema) },
  }
}

/** The metadata with partition fields for the files from now on. */
function withPartition(
  metadata: TableMetadata,
  partitionBy: readonly PartitionField[],
  schema: IcebergSchema,
): TableMetadata {
  const specs = metadata['partition-specs']
  const nextId = Math.max(...specs.map((spec) => spec['spec-id'])) + 1
  const firstId = Math.max(firstPartitionId, metadata['last-partition-id'] + 1)
  const spec = partitionSpec(nextId, firstId, partitionBy, schema)
  const same = specs.find((old) => specText(old) === specText(spec))
  return {
    ...metadata,
    'partition-specs': same ? specs : [...specs, spec],
    'default-spec-id': same?.['spec-id'] ?? nextId,
    'last-partition-id': same
      ? metadata['last-partition-id']
      : Math.max(metadata['last-partition-id'], firstId + partitionBy.length - 1),
  }
}

const specText = ({ fields }: PartitionSpec) =>
  JSON.stringify(fields.map((field) => [field.name, field.transform, field['source-id']]))

/** The metadata with a new current snapshot, and with the version before it in its log. */
export function withSnapshot(
  metadata: TableMetadata,
  snapshot: SnapshotEntry,
  previous: ReturnType<typeof logEntry> | undefined,
): TableMetadata {
  const id: JsonInteger = snapshot['snapshot-id']
  const moment = snapshot['timestamp-ms']
  return {
    ...metadata,
    'last-sequence-number': snapshot['sequence-number'],
    'last-updated-ms': moment,
    'current-snapshot-id': id,
    refs: { ...metadata.refs, main: { ...metadata.refs?.main, 'snapshot-id': id, type: 'branch' } },
    snapshots: [...(metadata.snapshots ?? []), snapshot],
    'snapshot-log': [
      ...(metadata['snapshot-log'] ?? []),
      { 'timestamp-ms': moment, 'snapshot-id': id },
    ],
    'metadata-log': withVersion(metadata, previous),
  }
}

/** How the log of versions names one. */
export const logEntry = ({ version, metadata }: TableVersion) => ({
  'timestamp-ms': metadata['last-updated-ms'],
  'metadata-file': `${metadata.location}/metadata/v${version}.metadata.json`,
})

/** The log of versions with one more, cut to the newest. */
export function withVersion(
  metadata: TableMetadata,
  previous: ReturnType<typeof logEntry> | undefined,
) {
  return [...(metadata['metadata-log'] ?? []), ...(previous ? [previous] : [])].slice(
    -mostPreviousVersions,
  )
}

function newMetadata(
  location: string,
  schema: IcebergSchema,
  lastColumnId: number,
  partitionBy: readonly PartitionField[],
): TableMetadata {
  return {
    'format-version': 2,
    'table-uuid': randomUUID(),
    location,
    'last-sequence-number': 0,
    'last-updated-ms': 0,
    'last-column-id': lastColumnId,
    'current-schema-id': schema['schema-id'],
    schemas: [schema],
    'default-spec-id': 0,
    'partition-specs': [partitionSpec(0, firstPartitionId, partitionBy, schema)],
    'last-partition-id': firstPartitionId + partitionBy.length - 1,
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    properties: {
      'write.parquet.compression-codec': 'snappy',
      [nameMappingProperty]: nameMapping(schema),
    },
  }
}

const fieldsText = ({ fields }: IcebergSchema) =>
  JSON.stringify(
    fields.map(({ id, name, required, type, doc }) => [id, name, required, canonical(type), doc]),
  )

const canonical = (type: IcebergSchema['fields'][number]['type']) =>
  typeof type === 'string'
    ? type.replace(/\s/g, '')
    : [type['element-id'], type.element, type['element-required']]
