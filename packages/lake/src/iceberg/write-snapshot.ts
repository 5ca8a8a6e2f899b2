import { randomBytes } from 'node:crypto'
import { CommitConflictError, LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { commitSummary } from './commit-summary.ts'
import type { DataFile } from './data-file.ts'
import { newLocation } from './location.ts'
import type { Manifest } from './manifest-list.ts'
import type { SnapshotEntry, TableMetadata } from './metadata.ts'
import { logEntry, withColumns, withSnapshot } from './next-metadata.ts'
import type { PartitionField } from './partition.ts'
import { checkFiles, planManifests } from './plan-manifests.ts'
import { publishVersion } from './publish-version.ts'
import { SnapshotParts } from './snapshot-parts.ts'
import type { TableChange } from './table-change.ts'
import type { TableVersion } from './table-version.ts'

export interface WrittenSnapshot {
  readonly committed: TableVersion
  readonly entry: SnapshotEntry
  readonly manifests: readonly Manifest[]
}

/**
 * Writes the manifests of a change, their list, and last the metadata that makes them the table.
 *
 * @param newest the version that the change was planned on, and its manifests.
 * @throws {CommitConflictError} where that version has been followed by another.
 */
export async function writeSnapshot(
  store: ObjectStore,
  root: string,
  change: TableChange,
  newest: (TableVersion & { readonly manifests: readonly Manifest[] }) | undefined,
): Promise<WrittenSnapshot> {
  const metadata = changedMetadata(store, root, change, newest?.metadata)
  const files = filesAfter(change)
  checkFiles(files, change.partitionBy ?? change.base?.partitionBy ?? [])
  const id = randomSnapshotId()
  const sequenceNumber = metadata['last-sequence-number'] + 1
  const plan = planManifests(newest?.manifests ?? [], files, {
    id,
    sequenceNumber: BigInt(sequenceNumber),
  })
  const parentId = newest?.metadata['current-snapshot-id'] ?? undefined
  const parts = new SnapshotParts(store, root, metadata, id)
  const written = await Promise.all(
    plan.written.map(({ entries, specId }) => parts.writeManifest(entries, specId)),
  )
  const manifests = [...written, ...plan.kept]
  const list = await parts.writeList(
    manifests,
    parentId === undefined ? undefined : BigInt(parentId),
  )
  const entry: SnapshotEntry = {
    'snapshot-id': id,
    ...(parentId === undefined ? {} : { 'parent-snapshot-id': parentId }),
    'sequence-number': sequenceNumber,
    'timestamp-ms': Math.max(Date.now(), metadata['last-updated-ms']),
    'manifest-list': `${metadata.location}/${list}`,
    summary: { ...change.summary, ...commitSummary(change.operation, files, plan) },
    'schema-id': metadata['current-schema-id'],
  }
  const committed = {
    version: (newest?.version ?? 0) + 1,
    metadata: withSnapshot(metadata, entry, newest && logEntry(newest)),
  }
  try {
    await publishVersion(store, root, committed)
  } catch (error) {
    if (error instanceof CommitConflictError) await parts.discard()
    throw error
  }
  return { committed, entry, manifests }
}

function changedMetadata(
  store: ObjectStore,
  root: string,
  change: TableChange,
  before: TableMetadata | undefined,
): TableMetadata {
  const { base, columns, partitionBy } = change
  const fixed = base?.partitionBy
  const wanted = partitionBy ?? fixed ?? []
  if (fixed !== undefined && words(fixed) !== words(wanted) && keepsFiles(change)) {
    throw new LakeError(
      'LAKE_PARTITION_CHANGE',
      `The table ${root} is partitioned by [${words(fixed)}], which can change to [${words(wanted)}] only where all its files are written anew.`,
    )
  }
  const location = before?.location ?? newLocation(store, root)
  const known = base && before && { known: base, metadata: before }
  return withColumns({ root, location }, known, columns, wanted)
}

function filesAfter({ base, files, operation }: TableChange): readonly DataFile[] {
  if (operation === 'overwrite') return files
  const given = new Set(files.map(({ path }) => path))
  return [...(base?.files ?? []).filter(({ path }) => !given.has(path)), ...files]
}

const words = (fields: readonly PartitionField[]) =>
  fields.map(({ column, transform }) => `${transform}(${column})`).join(', ')

function keepsFiles(change: TableChange): boolean {
  const before = new Set(change.base?.files.map(({ path }) => path))
  return filesAfter(change).some(({ path }) => before.has(path))
}

/** Positive and within 2^53: the format allows 63 bits, but not every JSON reader keeps them. */
const randomSnapshotId = () => (randomBytes(8).readBigUInt64BE() >> 11n) + 1n
