import type { ObjectStore } from '../store/object-store.ts'
import { pathInTable } from './location.ts'
import { isLive } from './manifest.ts'
import type { SnapshotEntry, TableMetadata } from './metadata.ts'
import { logEntry, mostPreviousVersions, withVersion } from './next-metadata.ts'
import { publishVersion } from './publish-version.ts'
import { frameOf, readManifest, readManifestList } from './table-snapshot.ts'
import type { TableVersion } from './table-version.ts'

/** Which snapshots of a table are kept. One that either rule keeps, stays. */
export interface Retention {
  /** The newest so many, the current one included. */
  readonly keepSnapshots: number
  /** Those made since. Readers that began before then must be done. */
  readonly keepSince: Date
}

export interface Expired {
  readonly snapshots: number
  /** Files deleted: data, manifests and lists that only those snapshots had. */
  readonly files: number
}

/**
 * Forgets old snapshots of a table, and deletes the files that none of the others has. First a new
 * version without them is published, then files go; a crash between leaves orphans.
 *
 * @throws {CommitConflictError} where a commit came between.
 */
export async function expireSnapshots(
  store: ObjectStore,
  root: string,
  newest: TableVersion,
  retention: Retention,
): Promise<Expired> {
  const [kept, expired] = split(newest.metadata, retention)
  if (expired.length === 0) return { snapshots: 0, files: 0 }
  const wanted = await filesOf(store, root, newest, kept)
  const unwanted = await filesOf(store, root, newest, expired, wanted)
  const metadata = withoutSnapshots(newest, kept)
  await publishVersion(store, root, { version: newest.version + 1, metadata })
  for (const path of unwanted) await store.delete(`${root}/${path}`)
  return { snapshots: expired.length, files: unwanted.size }
}

/**
 * Deletes files under a table's `data/` and `metadata/` that no snapshot has: left by commits that
 * lost a race or crashed. Of the metadata's own versions the last hundred stay.
 *
 * @param olderThan must lie before the start of any commit that may still be under way.
 * @returns how many.
 */
export async function deleteOrphans(
  store: ObjectStore,
  root: string,
  newest: TableVersion,
  olderThan: Date,
): Promise<number> {
  const wanted = await filesOf(store, root, newest, newest.metadata.snapshots ?? [])
  let deleted = 0
  for (const folder of ['data/', 'metadata/']) {
    for await (const { key, modifiedAt } of store.list(`${root}/${folder}`)) {
      const path = key.slice(root.length + 1)
      if (modifiedAt >= olderThan || wanted.has(path) || isWantedMetadata(path, newest)) continue
      await store.delete(key)
      deleted += 1
    }
  }
  return deleted
}

/** Anything under `metadata/` that is no manifest, but for versions that the log has dropped. */
function isWantedMetadata(path: string, newest: TableVersion): boolean {
  if (!path.startsWith('metadata/') || path.endsWith('.avro')) return false
  const version = /^metadata\/v(\d+)\.metadata\.json$/.exec(path)?.[1]
  return version === undefined || Number(version) >= newest.version - mostPreviousVersions
}

function split(
  metadata: TableMetadata,
  { keepSnapshots, keepSince }: Retention,
): [SnapshotEntry[], SnapshotEntry[]] {
  const named = new Set(Object.values(metadata.refs ?? {}).map((ref) => String(ref['snapshot-id'])))
  named.add(String(metadata['current-snapshot-id']))
  const newestFirst = [...(metadata.snapshots ?? [])].sort(
    (a, b) => b['sequence-number'] - a['sequence-number'],
  )
  const stays = (entry: SnapshotEntry, age: number) =>
    age < keepSnapshots ||
    entry['timestamp-ms'] >= keepSince.getTime() ||
    named.has(String(entry['snapshot-id']))
  const kept = new Set(newestFirst.filter(stays))
  const all = metadata.snapshots ?? []
  return [all.filter((entry) => kept.has(entry)), all.filter((entry) => !kept.has(entry))]
}

/** The history ends where a snapshot is missing, so that it has no holes (spec: snapshot-log). */
function withoutSnapshots(newest: TableVersion, kept: readonly SnapshotEntry[]): TableMetadata {
  const { metadata } = newest
  const ids = new Set(kept.map((entry) => String(entry['snapshot-id'])))
  const log = metadata['snapshot-log'] ?? []
  const lastHole = log.findLastIndex((entry) => !ids.has(String(entry['snapshot-id'])))
  return {
    ...metadata,
    'last-updated-ms': Math.max(Date.now(), metadata['last-updated-ms']),
    snapshots: kept,
    'snapshot-log': log.slice(lastHole + 1),
    'metadata-log': withVersion(metadata, logEntry(newest)),
  }
}

/** The files that snapshots are made of, but for those that are known. */
async function filesOf(
  store: ObjectStore,
  root: string,
  version: TableVersion,
  snapshots: readonly SnapshotEntry[],
  known: ReadonlySet<string> = new Set(),
): Promise<Set<string>> {
  const frame = frameOf(version.metadata)
  const files = new Set<string>()
  for (const entry of snapshots) {
    files.add(pathInTable(frame.location, entry['manifest-list']))
    for (const manifest of await readManifestList(store, root, version, entry)) {
      if (known.has(manifest.path) || files.has(manifest.path)) continue
      files.add(manifest.path)
      const { entries } = await readManifest(store, root, frame, manifest)
      for (const { file } of entries.filter(isLive)) files.add(file.path)
    }
  }
  return new Set([...files].filter((path) => !known.has(path)))
}
