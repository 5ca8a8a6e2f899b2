import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type LakeError,
  ObjectChangedError,
  ObjectExistsError,
  ObjectMissingError,
} from '../errors.ts'
import { bufferedHead } from './buffered-head.ts'
import { checkedKey } from './object-key.ts'
import type { CreateOptions, ListedObject, ObjectStore, StoredObject } from './object-store.ts'
import { probeStore } from './probe-store.ts'
import { resumedRead } from './resumed-read.ts'
import { s3Error, s3Status } from './s3-error.ts'
import { loadS3Sdk, type S3Options, type S3Sdk } from './s3-sdk.ts'
import { bytesOf, holdError } from './stream-bytes.ts'

/** Streams up to here go in one request, which can be repeated; longer ones go in parts of this size. */
const singleWriteBytes = 8 * 2 ** 20
/** Bytes that are at hand can be sent again, so parts pay only where several at once are faster. */
const singleBodyBytes = 32 * 2 ** 20
/** S3 answers 409 while another conditional write of the key is under way. */
const conflictTries = 6
const conflictWaitMilliseconds = 100
/** Marks a write, so that a repeated request that meets its own first success knows it. */
const writeMark = 'descant-write'

/**
 * A zone in S3, or in a store that speaks it and honours conditional writes.
 *
 * The AWS SDK is loaded by the first request. Network failures and throttling are retried by it;
 * what remains is a `LakeError` that says what to do.
 */
export class S3Store implements ObjectStore {
  readonly url: string
  readonly #bucket: string
  readonly #prefix: string
  readonly #options: S3Options
  #sdk: Promise<S3Sdk> | undefined

  constructor(bucket: string, prefix: string, options: S3Options = {}) {
    this.#bucket = bucket
    this.#prefix = prefix === '' ? '' : `${checkedKey(prefix)}/`
    this.#options = options
    this.url = `s3://${bucket}/${this.#prefix}`
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
    const known =
      body instanceof Readable ? await bufferedHead(holdError(body), singleWriteBytes) : body
    return known instanceof Readable || known.byteLength > singleBodyBytes
      ? this.#upload(key, known, condition)
      : this.#put(key, known, condition)
  }

  async replace(key: string, body: Uint8Array, ifEtag: string | null): Promise<StoredObject> {
    try {
      return await this.#put(
        key,
        body,
        ifEtag === null ? { IfNoneMatch: '*' } : { IfMatch: ifEtag },
      )
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
    let token: string | undefined
    do {
      const page = await this.#request(prefix, ({ client, s3 }) =>
        client.send(
          new s3.ListObjectsV2Command({
            Bucket: this.#bucket,
            Prefix: this.#prefix + prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        ),
      )
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const key = Key.slice(this.#prefix.length)
        const isFolderMark = key === '' || key.endsWith('/')
        if (!isFolderMark) yield { key, bytes: Size, modifiedAt: LastModified }
      }
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  async delete(key: string): Promise<void> {
    await this.#request(key, ({ client, s3 }) =>
      client.send(new s3.DeleteObjectCommand(this.#at(key))),
    )
  }

  async probe(): Promise<void> {
    await probeStore(this)
  }

  async #put(key: string, body: Uint8Array, condition: Condition): Promise<StoredObject> {
    const mark = randomUUID()
    const input = { ...this.#newObject(key, mark), ...condition, Body: body }
    for (let tried = 1; ; tried += 1) {
      try {
        const { ETag = '' } = await this.#request(key, ({ client, s3 }) =>
          client.send(new s3.PutObjectCommand(input)),
        )
        return { key, bytes: body.byteLength, etag: ETag }
      } catch (error) {
        const conflict = s3Status(error) === 409
        if (!conflict || tried === conflictTries) {
          const etag = await this.#etagOfOwn(key, mark, error)
          if (etag !== undefined) return { key, bytes: body.byteLength, etag }
          throw s3Status(error) === 412 ? refused(key, condition) : error
        }
        await wait(conflictWaitMilliseconds * tried * (0.5 + Math.random()))
      }
    }
  }

  async #upload(
    key: string,
    body: Uint8Array | Readable,
    condition: Condition,
  ): Promise<StoredObject> {
    const mark = randomUUID()
    let bytes = 0
    async function* counted(stream: Readable) {
      for await (const chunk of bytesOf(stream)) {
        bytes += chunk.byteLength
        yield chunk
      }
    }
    const isStream = body instanceof Readable
    if (!isStream) bytes = body.byteLength
    const input = {
      ...this.#newObject(key, mark),
      ...condition,
      Body: isStream ? Readable.from(counted(body), { objectMode: false }) : body,
    }
    try {
      const { ETag = '' } = await this.#request(key, ({ client, Upload }) =>
        new Upload({ client, params: input, partSize: singleWriteBytes }).done(),
      )
      return { key, bytes, etag: ETag }
    } catch (error) {
      const etag = await this.#etagOfOwn(key, mark, error)
      if (etag !== undefined) return { key, bytes, etag }
      throw s3Status(error) === 412 ? refused(key, condition) : error
    }
  }

  /** The etag of the object, where a refused write was the repetition of one that had succeeded. */
  async #etagOfOwn(key: string, mark: string, refusal: unknown): Promise<string | undefined> {
    if (![404, 409, 412].includes(s3Status(refusal) ?? 0)) return undefined
    try {
      const head = await this.#request(key, ({ client, s3 }) =>
        client.send(new s3.HeadObjectCommand(this.#at(key))),
      )
      return head.Metadata?.[writeMark] === mark ? head.ETag : undefined
    } catch (error) {
      // Gone again, or these credentials may only write: then it is taken for another's.
      if ([403, 404].includes(s3Status(error) ?? 0)) return undefined
      throw error
    }
  }

  async #open(key: string): Promise<{ stream: Readable; etag: string }> {
    return resumedRead(
      async (offset, etag) => {
        const range = etag === undefined ? {} : { Range: `bytes=${offset}-`, IfMatch: etag }
        const reply = await this.#request(key, ({ client, s3 }) =>
          client.send(new s3.GetObjectCommand({ ...this.#at(key), ...range })),
        )
        return { body: reply.Body as Readable, etag: reply.ETag ?? '' }
      },
      (error) => s3Error(error, { url: this.url, key }),
    )
  }

  /** What every object gets that is written. */
  #newObject(key: string, mark: string) {
    const { encryption, kmsKeyId, tags } = this.#options
    return {
      ...this.#at(key),
      Metadata: { [writeMark]: mark },
      ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
      ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
      ...(tags === undefined ? {} : { Tagging: new URLSearchParams(tags).toString() }),
    }
  }

  #at(key: string) {
    return { Bucket: this.#bucket, Key: this.#prefix + checkedKey(key) }
  }

  async #request<T>(key: string, send: (sdk: S3Sdk) => Promise<T>): Promise<T> {
    this.#sdk ??= loadS3Sdk(this.#options)
    const sdk = await this.#sdk
    try {
      return await send(sdk)
    } catch (error) {
      throw s3Error(error, { url: this.url, key })
    }
  }
}

interface Condition {
  readonly IfNoneMatch?: '*'
  readonly IfMatch?: string
  readonly ContentType?: string
}

const refused = (key: string, condition: Condition): LakeError =>
  condition.IfMatch === undefined ? new ObjectExistsError(key) : new ObjectChangedError(key)
