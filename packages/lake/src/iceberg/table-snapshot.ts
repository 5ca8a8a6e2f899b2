import { LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import type { ByColumn, DataFile } from './data-file.ts'
import { pathInTable } from './location.ts'
import { decodeManifest, isLive, type ManifestFrame } from './manifest.ts'
import { decodeManifestList, type Manifest, type ManifestFile } from './manifest-list.ts'
import type { SnapshotEntry, TableMetadata } from './metadata.ts'
import { type PartitionField, partitionFields } from './partition.ts'
import { idsOf, toColumns } from './schema.ts'
import type { TableColumn } from './table-column.ts'
import type { TableVersion } from './table-version.ts'

/** A table at one moment: its columns, and the files that hold its rows. */
export interface TableSnapshot {
  /** The N of the `vN.metadata.json` that this was read from. */
  readonly version: number
  /** A 63-bit integer in digits; '-1' for a table that has never held a file. */
  readonly snapshotId: string
  readonly parentSnapshotId?: string
  readonly sequenceNumber: number
  readonly timestamp: Date
  readonly columns: readonly TableColumn[]
  /** See `fieldIds`. */
  readonly columnIds: ByColumn<number>
  readonly lastColumnId: number
  /** What files are partitioned by; each file has one value of each. */
  readonly partitionBy: readonly PartitionField[]
  readonly files: readonly DataFile[]
  readonly summary: Readonly<Record<string, string>>
}

/** The snapshot that a version of the metadata is of, where the table has any. */
export function currentEntry({ metadata }: TableVersion): SnapshotEntry | undefined {
  const current = metadata['current-snapshot-id']
  return current === undefined || current === null
    ? undefined
    : snapshotEntry(metadata, String(current))
}

export function snapshotEntry(metadata: TableMetadata, id: string): SnapshotEntry | undefined {
  return metadata.snapshots?.find((snapshot) => String(snapshot['snapshot-id']) === id)
}

/** All that a commit on top of a version, or a reader of one of its snapshots, must know of it. */
export function frameOf(metadata: TableMetadata, entry?: SnapshotEntry): ManifestFrame {
  const schemaId = entry?.['schema-id'] ?? metadata['current-schema-id']
  const schema = metadata.schemas.find((candidate) => candidate['schema-id'] === schemaId)
  const specs = metadata['partition-specs']
  const spec = specs.find((candidate) => candidate['spec-id'] === metadata['default-spec-id'])
  if (schema === undefined || spec === undefined) {
    throw new LakeError(
      'LAKE_TABLE_DAMAGED',
      `The metadata of the table at ${metadata.location} lacks its schema or partition spec: restore an older metadata file.`,
    )
  }
  const { foreign } = partitionFields(spec, schema)
  if (foreign !== undefined) {
    throw new LakeError(
      'LAKE_TABLE_UNSUPPORTED',
      `The table at ${metadata.location} is partitioned by ${foreign}, which only other programs can write: let them own it, or partition it by whole texts, buckets of texts or months.`,
    )
  }
  return { location: metadata.location, schema, spec, specs }
}

/** The manifests of a snapshot, by name. */
export async function readManifestList(
  store: ObjectStore,
  root: string,
  { metadata: { location } }: TableVersion,
  entry: SnapshotEntry,
): Promise<ManifestFile[]> {
  const path = pathInTable(location, entry['manifest-list'])
  return decodeManifestList(await readPart(store, root, path), location)
}

/** A manifest with its entries. */
export async function readManifest(
  store: ObjectStore,
  root: string,
  frame: ManifestFrame,
  manifest: ManifestFile,
): Promise<Manifest> {
  const bytes = await readPart(store, root, manifest.path)
  const inherited = {
    snapshotId: manifest.addedSnapshotId,
    sequenceNumber: manifest.sequenceNumber,
  }
  const spec = frame.specs.find((known) => known['spec-id'] === manifest.specId) ?? frame.spec
  return { ...manifest, entries: await decodeManifest(bytes, { ...frame, spec }, inherited) }
}

/** The manifests of a snapshot with their entries. */
export async function readManifests(
  store: ObjectStore,
  root: string,
  version: TableVersion,
  entry: SnapshotEntry,
): Promise<Manifest[]> {
  const frame = frameOf(version.metadata, entry)
  const manifests = await readManifestList(store, root, version, entry)
  return Promise.all(manifests.map((manifest) => readManifest(store, root, frame, manifest)))
}

/** @param entry undefined for a table that has never held a file. */
export function toSnapshot(
  { version, metadata }: TableVersion,
  entry: SnapshotEntry | undefined,
  manifests: readonly Manifest[],
): TableSnapshot {
  const { schema, spec } = frameOf(metadata, entry)
  const parent = entry?.['parent-snapshot-id']
  return {
    version,
    snapshotId: String(entry?.['snapshot-id'] ?? -1),
    ...(parent === undefined ? {} : { parentSnapshotId: String(parent) }),
    sequenceNumber: entry?.['sequence-number'] ?? 0,
    timestamp: new Date(entry?.['timestamp-ms'] ?? metadata['last-updated-ms']),
    columns: toColumns(schema),
    columnIds: idsOf(schema),
    lastColumnId: metadata['last-column-id'],
    partitionBy: partitionFields(spec, schema).fields,
    files: manifests.flatMap(({ entries }) => entries.filter(isLive).map(({ file }) => file)),
    summary: entry?.summary ?? {},
  }
}

async function readPart(store: ObjectStore, root: string, path: string): Promise<Buffer> {
  const object = await store.get(`${root}/${path}`)
  if (object !== undefined) return object.body
  throw new LakeError(
    'LAKE_TABLE_DAMAGED',
    `The table ${root} misses its file ${path}: it was deleted from outside. Restore it, or build the table anew.`,
  )
}
