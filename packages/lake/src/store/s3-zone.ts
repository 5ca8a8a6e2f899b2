import { checkedKey } from './object-key.ts'
import { s3Error } from './s3-error.ts'
import { loadS3Sdk, type S3Options, type S3Sdk } from './s3-sdk.ts'

/** Where a zone lies in S3, and how requests about it are made. */
export class S3Zone {
  readonly url: string
  readonly bucket: string
  /** Begins every key; empty, or ends with `/`. */
  readonly prefix: string
  readonly options: S3Options
  #sdk: Promise<S3Sdk> | undefined

  constructor(bucket: string, prefix: string, options: S3Options) {
    this.bucket = bucket
    this.prefix = prefix === '' ? '' : `${checkedKey(prefix)}/`
    this.options = options
    this.url = `s3://${bucket}/${this.prefix}`
  }

  /** How requests name an object. */
  at(key: string) {
    return { Bucket: this.bucket, Key: this.prefix + checkedKey(key) }
  }

  /**
   * Makes a request; the first one loads the SDK.
   *
   * @param key The object or prefix that errors tell of.
   * @throws {LakeError} where it fails, with what to do.
   */
  async request<T>(key: string, send: (sdk: S3Sdk) => Promise<T>): Promise<T> {
    this.#sdk ??= loadS3Sdk(this.options)
    const sdk = await this.#sdk
    try {
      return await send(sdk)
    } catch (error) {
      throw s3Error(error, { url: this.url, key })
    }
  }
}
