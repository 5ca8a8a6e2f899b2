import type { ObjectStore, StoredObject } from '../store/object-store.ts'
import { type GzipPiece, joinGzip } from './gzip-piece.ts'

/**
 * A batch that is compressed elsewhere, piece by piece, and becomes one object, or none. The pieces
 * stay in memory until `commit`, so an abandoned batch leaves nothing.
 *
 * @example
 * const batch = new GzipObject(raw, rawBatchKey(name))
 * for (const lines of parts) batch.add(gzipPiece(lines, 6))
 * await batch.commit()
 */
export class GzipObject {
  readonly key: string
  readonly #store: ObjectStore
  #pieces: GzipPiece[] = []

  constructor(store: ObjectStore, key: string) {
    this.#store = store
    this.key = key
  }

  add(piece: GzipPiece): void {
    this.#pieces.push(piece)
  }

  /**
   * Writes the object: durable when it resolves. May be called again where it failed.
   *
   * @throws {ObjectExistsError} where the key is taken.
   */
  async commit(): Promise<StoredObject> {
    return this.#store.create(this.key, joinGzip(this.#pieces), { contentType: 'application/gzip' })
  }

  /** Forgets everything; the store has never heard of it. */
  abort(): void {
    this.#pieces = []
  }
}
