import { CommitConflictError, LakeError } from '../errors.ts'
import { checkedKey } from '../store/object-key.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { deleteOrphans, type Expired, expireSnapshots, type Retention } from './expire.ts'
import type { Manifest } from './manifest-list.ts'
import type { SnapshotEntry } from './metadata.ts'
import type { TableChange } from './table-change.ts'
import {
  currentEntry,
  readManifests,
  snapshotEntry,
  type TableSnapshot,
  toSnapshot,
} from './table-snapshot.ts'
import { newestVersion, type TableVersion } from './table-version.ts'
import { writeSnapshot } from './write-snapshot.ts'

/** A snapshot as the history of a table shows it. */
export type SnapshotSummary = Pick<
  TableSnapshot,
  'snapshotId' | 'parentSnapshotId' | 'sequenceNumber' | 'timestamp' | 'summary'
>

/** The table in a folder of a zone. Nothing is read or written yet. */
export function openTable(store: ObjectStore, root: string): Table {
  return new Table(store, root)
}

/**
 * An Apache Iceberg table, format 2, found by its path: Spark, Trino, Athena, DuckDB and pyiceberg
 * read it. A commit is the create-only write of `metadata/vN.metadata.json`, so of two commits on
 * one base exactly one wins, and readers see the table before it or after it.
 *
 * @example
 * const orders = openTable(processed, 'acme/orders')
 * const base = await orders.current()
 * await orders.commit({ base, columns, files, operation: 'overwrite' })
 */
export class Table {
  /** The key of its folder in the zone. */
  readonly root: string
  readonly #store: ObjectStore
  readonly #manifests = new WeakMap<TableSnapshot, readonly Manifest[]>()

  constructor(store: ObjectStore, root: string) {
    this.root = checkedKey(root)
    this.#store = store
  }

  /** The key in the zone of one of its files. */
  key(path: string): string {
    return `${this.root}/${path}`
  }

  /** The table as it is now; undefined where there is none. */
  async current(): Promise<TableSnapshot | undefined> {
    const newest = await newestVersion(this.#store, this.root)
    return newest && this.#read(newest, currentEntry(newest))
  }

  /** The table as it was. @throws {LakeError} `LAKE_SNAPSHOT_MISSING` where that has expired. */
  async snapshot(id: string): Promise<TableSnapshot> {
    const newest = await newestVersion(this.#store, this.root)
    const entry = newest && snapshotEntry(newest.metadata, id)
    if (entry !== undefined) return this.#read(newest as TableVersion, entry)
    throw new LakeError(
      'LAKE_SNAPSHOT_MISSING',
      `The table ${this.root} has no snapshot ${id}: it never had, or it has expired.`,
    )
  }

  /** Every snapshot that can still be read, oldest first. */
  async snapshots(): Promise<SnapshotSummary[]> {
    const newest = await newestVersion(this.#store, this.root)
    return (newest?.metadata.snapshots ?? []).map((entry) => ({
      snapshotId: String(entry['snapshot-id']),
      ...(entry['parent-snapshot-id'] === undefined
        ? {}
        : { parentSnapshotId: String(entry['parent-snapshot-id']) }),
      sequenceNumber: entry['sequence-number'],
      timestamp: new Date(entry['timestamp-ms']),
      summary: entry.summary,
    }))
  }

  /**
   * Makes a change visible, whole. Its files must be written before; of a commit that fails they
   * stay, for the next try or to be deleted by the caller.
   *
   * @throws {CommitConflictError} where another commit came first: take `current()`, plan again.
   * @throws {LakeError} `LAKE_SCHEMA_CHANGE`, `LAKE_PARTITION_CHANGE`, `LAKE_TABLE_FILES`
   */
  async commit(change: TableChange): Promise<TableSnapshot> {
    const { base } = change
    const version = (base?.version ?? 0) + 1
    const newest = await newestVersion(this.#store, this.root)
    const currentId = newest && String(currentEntry(newest)?.['snapshot-id'] ?? -1)
    if (newest?.version !== base?.version || currentId !== base?.snapshotId) {
      throw new CommitConflictError(this.root, version)
    }
    const manifests = newest ? await this.#manifestsOf(newest, base) : []
    const written = await writeSnapshot(
      this.#store,
      this.root,
      change,
      newest && { ...newest, manifests },
    )
    return this.#remember(
      toSnapshot(written.committed, written.entry, written.manifests),
      written.manifests,
    )
  }

  /**
   * Forgets old snapshots and deletes the files that only they had.
   *
   * @throws {CommitConflictError} where a commit came between: nothing was deleted.
   */
  async expire(retention: Retention): Promise<Expired> {
    const newest = await newestVersion(this.#store, this.root)
    if (newest === undefined) return { snapshots: 0, files: 0 }
    return expireSnapshots(this.#store, this.root, newest, retention)
  }

  /**
   * Deletes files that no snapshot has, left by crashed or refused commits, and says how many.
   *
   * @param olderThan must lie before the start of any commit that may still be under way.
   */
  async deleteOrphans(olderThan: Date): Promise<number> {
    const newest = await newestVersion(this.#store, this.root)
    return newest === undefined ? 0 : deleteOrphans(this.#store, this.root, newest, olderThan)
  }

  async #read(version: TableVersion, entry: SnapshotEntry | undefined): Promise<TableSnapshot> {
    const manifests = entry ? await readManifests(this.#store, this.root, version, entry) : []
    return this.#remember(toSnapshot(version, entry, manifests), manifests)
  }

  /** A snapshot that this object has given out need not be read again to commit on it. */
  async #manifestsOf(newest: TableVersion, base: TableSnapshot | undefined) {
    const remembered = base && this.#manifests.get(base)
    const entry = currentEntry(newest)
    if (remembered !== undefined || entry === undefined) return remembered ?? []
    return readManifests(this.#store, this.root, newest, entry)
  }

  #remember(snapshot: TableSnapshot, manifests: readonly Manifest[]): TableSnapshot {
    this.#manifests.set(snapshot, manifests)
    return snapshot
  }
}
