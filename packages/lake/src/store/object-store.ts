import type { Readable } from 'node:stream'

/** An object as a listing shows it. */
export interface ListedObject {
  /** '/'-separated, relative to the root of the zone. */
  readonly key: string
  readonly bytes: number
  readonly modifiedAt: Date
}

/** An object as a write leaves it. */
export interface StoredObject {
  readonly key: string
  readonly bytes: number
  /** Changes with the content; opaque, and never comparable between two stores. */
  readonly etag: string
}

export interface CreateOptions {
  /** The MIME type to store with the object, where the store keeps one. */
  readonly contentType?: string
}

/**
 * A zone: a folder, or a bucket and prefix of S3.
 *
 * Keys are '/'-separated and relative to the root of the zone. A key with an empty, '.' or '..'
 * part, a backslash or a control character is refused with `LAKE_KEY`.
 *
 * @example
 * const raw = openStore('file:///data/raw')
 * await raw.create('acme/notes.txt', Buffer.from('hello'))
 * for await (const { key, bytes } of raw.list('acme/')) console.log(key, bytes)
 */
export interface ObjectStore {
  /** `file:///…/` or `s3://bucket/prefix/`; always ends with '/'. */
  readonly url: string

  /**
   * Writes a new object: durable when it resolves, never visible half-written, and nothing at all
   * remains of a body that fails.
   *
   * @throws {ObjectExistsError} where the key exists.
   */
  create(key: string, body: Uint8Array | Readable, options?: CreateOptions): Promise<StoredObject>

  /**
   * Replaces an object by compare-and-swap, or creates it where `ifEtag` is null.
   *
   * @throws {ObjectChangedError} where the object is not the one that `ifEtag` names.
   */
  replace(key: string, body: Uint8Array, ifEtag: string | null): Promise<StoredObject>

  /** The whole object, or undefined where there is none. */
  get(key: string): Promise<{ body: Buffer; etag: string } | undefined>

  /**
   * The object as a stream.
   *
   * @throws {ObjectMissingError} where there is none.
   */
  read(key: string): Promise<Readable>

  /** All objects whose key starts with `prefix`, in the order of their keys' bytes. */
  list(prefix: string): AsyncIterable<ListedObject>

  /** Deletes an object; no error where there is none. */
  delete(key: string): Promise<void>

  /** Where the object is, or would be, on this machine; undefined where it must be fetched (S3). */
  localPath(key: string): string | undefined

  /**
   * Proves that the zone is writable and honours create-only writes.
   *
   * @throws {StoreRefusedError} with advice.
   */
  probe(): Promise<void>
}
