import { randomUUID } from 'node:crypto'
import type { ObjectStore } from '../store/object-store.ts'
import { encodeManifest, type ManifestEntry } from './manifest.ts'
import { encodeManifestList, type Manifest } from './manifest-list.ts'
import type { TableMetadata } from './metadata.ts'
import { frameOf } from './table-snapshot.ts'

/** Writes the files that a new snapshot is made of, and deletes them where it came too late. */
export class SnapshotParts {
  readonly #store: ObjectStore
  readonly #root: string
  readonly #metadata: TableMetadata
  readonly #id: bigint
  readonly #sequenceNumber: bigint
  readonly #keys: string[] = []

  /** @param metadata the table's, with the columns of the new snapshot. */
  constructor(store: ObjectStore, root: string, metadata: TableMetadata, id: bigint) {
    this.#store = store
    this.#root = root
    this.#metadata = metadata
    this.#id = id
    this.#sequenceNumber = BigInt(metadata['last-sequence-number'] + 1)
  }

  /** @param specId of the entries' files. @default the table's spec from now on */
  async writeManifest(entries: readonly ManifestEntry[], specId?: number): Promise<Manifest> {
    const current = frameOf(this.#metadata)
    const spec = current.specs.find((known) => known['spec-id'] === specId) ?? current.spec
    const frame = { ...current, spec }
    const body = await encodeManifest(entries, frame)
    return {
      path: await this.#write(`${randomUUID()}-m0.avro`, body),
      bytes: body.byteLength,
      specId: frame.spec['spec-id'],
      content: 0,
      sequenceNumber: this.#sequenceNumber,
      addedSnapshotId: this.#id,
      entries,
    }
  }

  /** The path of the list of a snapshot's manifests. */
  async writeList(manifests: readonly Manifest[], parentId: bigint | undefined): Promise<string> {
    const body = await encodeManifestList(manifests, {
      id: this.#id,
      parentId,
      sequenceNumber: this.#sequenceNumber,
      location: this.#metadata.location,
      specs: this.#metadata['partition-specs'],
    })
    return this.#write(`snap-${this.#id}-1-${randomUUID()}.avro`, body)
  }

  async discard(): Promise<void> {
    await Promise.all(this.#keys.map((key) => this.#store.delete(key)))
  }

  async #write(name: string, body: Buffer): Promise<string> {
    const path = `metadata/${name}`
    const { key } = await this.#store.create(`${this.#root}/${path}`, body)
    this.#keys.push(key)
    return path
  }
}
