import { decodeAvro, encodeAvro } from './avro.ts'
import { pathInTable } from './location.ts'
import { entryStatus, isLive, type ManifestEntry } from './manifest.ts'
import { manifestListSchema } from './manifest-schema.ts'
import type { PartitionSpec } from './metadata.ts'
import { partitionBounds } from './partition.ts'

/** A manifest as the list of a snapshot names it. */
export interface ManifestFile {
  /** Relative to the table's root. */
  readonly path: string
  readonly bytes: number
  readonly specId: number
  /** 0 for data, 1 for deletes. */
  readonly content: number
  readonly sequenceNumber: bigint
  readonly addedSnapshotId: bigint
}

/** A manifest and what is in it. */
export interface Manifest extends ManifestFile {
  readonly entries: readonly ManifestEntry[]
}

export async function encodeManifestList(
  manifests: readonly Manifest[],
  snapshot: {
    readonly id: bigint
    readonly parentId: bigint | undefined
    readonly sequenceNumber: bigint
    readonly location: string
    readonly specs: readonly PartitionSpec[]
  },
): Promise<Buffer> {
  const records = manifests.map((manifest) => {
    const added = tally(manifest, entryStatus.added)
    const existing = tally(manifest, entryStatus.existing)
    const deleted = tally(manifest, entryStatus.deleted)
    return {
      manifest_path: `${snapshot.location}/${manifest.path}`,
      manifest_length: BigInt(manifest.bytes),
      partition_spec_id: manifest.specId,
      content: manifest.content,
      sequence_number: manifest.sequenceNumber,
      min_sequence_number: leastSequenceNumber(manifest),
      added_snapshot_id: manifest.addedSnapshotId,
      added_files_count: added.files,
      existing_files_count: existing.files,
      deleted_files_count: deleted.files,
      added_rows_count: added.rows,
      existing_rows_count: existing.rows,
      deleted_rows_count: deleted.rows,
      partitions: partitionSummaries(manifest, snapshot.specs),
    }
  })
  return encodeAvro(manifestListSchema, records, {
    'snapshot-id': String(snapshot.id),
    'parent-snapshot-id': snapshot.parentId === undefined ? 'null' : String(snapshot.parentId),
    'sequence-number': String(snapshot.sequenceNumber),
    'format-version': '2',
  })
}

export async function decodeManifestList(bytes: Buffer, location: string): Promise<ManifestFile[]> {
  return (await decodeAvro<ListRecord>(bytes)).map((record) => ({
    path: pathInTable(location, record.manifest_path),
    bytes: Number(record.manifest_length),
    specId: record.partition_spec_id,
    content: record.content ?? 0,
    sequenceNumber: record.sequence_number ?? 0n,
    addedSnapshotId: record.added_snapshot_id,
  }))
}

interface ListRecord {
  readonly manifest_path: string
  readonly manifest_length: bigint
  readonly partition_spec_id: number
  readonly content?: number
  readonly sequence_number?: bigint
  readonly added_snapshot_id: bigint
}

function tally({ entries }: Manifest, status: number): { files: number; rows: bigint } {
  const found = entries.filter((entry) => entry.status === status)
  return {
    files: found.length,
    rows: found.reduce((rows, { file }) => rows + BigInt(file.rows), 0n),
  }
}

/** Between which values the files of a manifest lie: readers pass over whole manifests by it. */
function partitionSummaries({ specId, entries }: Manifest, specs: readonly PartitionSpec[]) {
  const spec = specs.find((candidate) => candidate['spec-id'] === specId)
  return (spec?.fields ?? []).map(({ name, transform }) => {
    const values = entries.map(({ file }) => file.partition?.[name] ?? null)
    const { containsNull, lower, upper } = partitionBounds(transform, values)
    return {
      contains_null: containsNull,
      contains_nan: false,
      lower_bound: lower,
      upper_bound: upper,
    }
  })
}

/** Of the live entries. */
function leastSequenceNumber({ entries, sequenceNumber }: Manifest): bigint {
  const [least = sequenceNumber] = entries
    .filter(isLive)
    .map((entry) => entry.sequenceNumber)
    .sort((a, b) => Number(a - b))
  return least
}
