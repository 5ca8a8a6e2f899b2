import { LakeError } from '../errors.ts'
import { checkedKey } from '../store/object-key.ts'
import type { DataFile } from './data-file.ts'
import { entryStatus, isLive, type ManifestEntry } from './manifest.ts'
import type { Manifest } from './manifest-list.ts'
import { isPartitionValue, type PartitionField, partitionName } from './partition.ts'

/** What the manifests of a new snapshot are made of. */
export interface ManifestPlan {
  /** Manifests of the base that go on as they are. */
  readonly kept: readonly Manifest[]
  /** The manifests that are to be written. */
  readonly written: readonly PlannedManifest[]
  readonly added: readonly DataFile[]
  readonly removed: readonly DataFile[]
}

/** A manifest that is to be written. */
export interface PlannedManifest {
  readonly entries: readonly ManifestEntry[]
  /** The partition spec of its files; undefined for the table's spec from now on. */
  readonly specId?: number
}

/** So many small manifests are read as fast as one; beyond, they are merged. */
const mostKeptManifests = 100

/**
 * Plans how a snapshot comes to hold exactly `files`, at the cost of what changes: manifests whose
 * files all stay are kept, others are written anew with what stays and what goes.
 */
export function planManifests(
  base: readonly Manifest[],
  files: readonly DataFile[],
  snapshot: { id: bigint; sequenceNumber: bigint },
): ManifestPlan {
  const paths = new Set(files.map(({ path }) => path))
  const live = base
    .map((manifest) => ({ manifest, entries: manifest.entries.filter(isLive) }))
    .filter(({ entries }) => entries.length > 0)
  const stays = ({ file }: ManifestEntry) => paths.has(file.path)
  const whole = live.filter(({ entries }) => entries.every(stays))
  const changed = live.filter(({ entries }) => !entries.every(stays))
  const tooMany = whole.length > mostKeptManifests
  const known = new Set(live.flatMap(({ entries }) => entries.map(({ file }) => file.path)))
  const added = files.filter(({ path }) => !known.has(path))
  const merged = tooMany ? whole : []
  const specIds = new Set(merged.map(({ manifest }) => manifest.specId))
  const written: PlannedManifest[] = [
    { entries: added.map((file) => addedEntry(file, snapshot)) },
    ...Array.from(specIds, (specId) => ({
      entries: merged.flatMap(({ manifest, entries }) =>
        manifest.specId === specId ? entries.map(existing) : [],
      ),
      specId,
    })),
    ...changed.map(({ manifest: { specId }, entries }) => ({
      entries: entries.map((entry) =>
        stays(entry) ? existing(entry) : deleted(entry, snapshot.id),
      ),
      specId,
    })),
  ]
  return {
    kept: tooMany ? [] : whole.map(({ manifest }) => manifest),
    written: written.filter(({ entries }) => entries.length > 0),
    added,
    removed: changed.flatMap(({ entries }) =>
      entries.filter((entry) => !stays(entry)).map(({ file }) => file),
    ),
  }
}

/**
 * Checks the files of a commit: plain paths, none twice, and a value for each partition field.
 *
 * @throws {LakeError} `LAKE_TABLE_FILES`
 */
export function checkFiles(
  files: readonly DataFile[],
  partitionBy: readonly PartitionField[],
): void {
  const seen = new Set<string>()
  for (const { path, partition } of files) {
    checkedKey(path)
    const missing = partitionBy.find((field) => {
      const value = partition?.[partitionName(field)]
      return value === undefined || !isPartitionValue(field.transform, value)
    })
    if (missing !== undefined || seen.has(path)) {
      const why =
        missing === undefined ? 'twice' : `without its partition value ${partitionName(missing)}`
      throw new LakeError('LAKE_TABLE_FILES', `The file ${path} is given ${why}.`)
    }
    seen.add(path)
  }
}

const existing = (entry: ManifestEntry): ManifestEntry => ({
  ...entry,
  status: entryStatus.existing,
})

const deleted = (entry: ManifestEntry, snapshotId: bigint): ManifestEntry => ({
  ...entry,
  status: entryStatus.deleted,
  snapshotId,
})

const addedEntry = (
  file: DataFile,
  { id, sequenceNumber }: { id: bigint; sequenceNumber: bigint },
): ManifestEntry => ({
  status: entryStatus.added,
  snapshotId: id,
  sequenceNumber,
  fileSequenceNumber: sequenceNumber,
  file,
})
