import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ObjectChangedError, ObjectExistsError, ObjectMissingError } from '../errors.ts'
import { bufferedHead } from './buffered-head.ts'
import type { CreateOptions, ListedObject, ObjectStore, StoredObject } from './object-store.ts'
import { probeStore } from './probe-store.ts'
import { resumedRead } from './resumed-read.ts'
import { s3Error } from './s3-error.ts'
import type { S3Options } from './s3-sdk.ts'
import { partBytes, putObject, uploadObject } from './s3-write.ts'
import { S3Zone } from './s3-zone.ts'
import { holdError } from './stream-bytes.ts'

/** Bytes that are at hand can be sent again, so parts pay only where several at once are faster. */
const singleBodyBytes = 32 * 2 ** 20

/**
 * A zone in S3, or in a store that speaks it and honours conditional writes.
 *
 * The AWS SDK is loaded by the first request. Network failures and throttling are retried by it;
 * what remains is a `LakeError` that says what to do.
 */
export class S3Store implements ObjectStore {
  readonly #zone: S3Zone

  constructor(bucket: string, prefix: string, options: S3Options = {}) {
    this.#zone = new S3Zone(bucket, prefix, options)
  }

  get url(): string {
    return this.#zone.url
  }

  localPath(): undefined {
    return undefined
  }

  async create(
    key: string,
    body: Uint8Array | Readable,
    options: CreateOptions = {},
  ): Promise<StoredObject> {
    const type = options.contentType === undefined ? {} : { ContentType: options.contentType }
    const condition = { IfNoneMatch: '*', ...type } as const
    const known = body instanceof Readable ? await bufferedHead(holdError(body), partBytes) : body
    return known instanceof Readable || known.byteLength > singleBodyBytes
      ? uploadObject(this.#zone, key, known, condition)
      : putObject(this.#zone, key, known, condition)
  }

  async replace(key: string, body: Uint8Array, ifEtag: string | null): Promise<StoredObject> {
    const condition = ifEtag === null ? ({ IfNoneMatch: '*' } as const) : { IfMatch: ifEtag }
    try {
      return await putObject(this.#zone, key, body, condition)
    } catch (error) {
      const gone = error instanceof ObjectExistsError || error instanceof ObjectMissingError
      throw gone ? new ObjectChangedError(key) : error
    }
  }

  async get(key: string): Promise<{ body: Buffer; etag: string } | undefined> {
    try {
      const { stream, etag } = await this.#open(key)
      return { body: await buffer(stream), etag }
    } catch (error) {
      if (error instanceof ObjectMissingError) return undefined
      throw error
    }
  }

  async read(key: string): Promise<Readable> {
    return (await this.#open(key)).stream
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    // MinIO refuses such a prefix, where Amazon finds nothing.
    const folders = prefix.split('/').slice(0, -1)
    if (folders.some((part) => part === '' || part === '.' || part === '..')) return
    const zone = this.#zone
    let token: string | undefined
    do {
      const page = await zone.request(prefix, ({ client, s3 }) =>
        client.send(
          new s3.ListObjectsV2Command({
            Bucket: zone.bucket,
            Prefix: zone.prefix + prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        ),
      )
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const key = Key.slice(zone.prefix.length)
        const isFolderMark = key === '' || key.endsWith('/')
        if (!isFolderMark) yield { key, bytes: Size, modifiedAt: LastModified }
      }
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  async delete(key: string): Promise<void> {
    await this.#zone.request(key, ({ client, s3 }) =>
      client.send(new s3.DeleteObjectCommand(this.#zone.at(key))),
    )
  }

  async probe(): Promise<void> {
    await probeStore(this)
  }

  async #open(key: string): Promise<{ stream: Readable; etag: string }> {
    const zone = this.#zone
    return resumedRead(
      async (offset, etag) => {
        const range = etag === undefined ? {} : { Range: `bytes=${offset}-`, IfMatch: etag }
        const reply = await zone.request(key, ({ client, s3 }) =>
          client.send(new s3.GetObjectCommand({ ...zone.at(key), ...range })),
        )
        return { body: reply.Body as Readable, etag: reply.ETag ?? '' }
      },
      (error) => s3Error(error, { url: zone.url, key }),
    )
  }
}
