import type { S3Client } from '@aws-sdk/client-s3'

/** How to reach a store that speaks S3. Credentials come from the usual places of the AWS SDK. */
export interface S3Options {
  /** The origin of a store that is not Amazon's, as `https://minio.example:9000`. */
  readonly endpoint?: string
  /** @default AWS_REGION or the profile's; us-east-1 where there is an endpoint */
  readonly region?: string
  /** Whether the bucket stands in the path of URLs. @default true where there is an endpoint */
  readonly forcePathStyle?: boolean
  /** Seconds that the store may be silent before a request is tried again. @default 60 */
  readonly timeoutSeconds?: number
  /** How the store encrypts what it is given. @default as the bucket says */
  readonly encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse'
  /** The key of `aws:kms`. @default the account's key for S3 */
  readonly kmsKeyId?: string
  /** Tags of every object that is written, at most ten; lifecycle rules and bills go by them. */
  readonly tags?: Readonly<Record<string, string>>
}

/** The AWS SDK for S3 with a client: the only door to it. */
export interface S3Sdk {
  readonly client: S3Client
  readonly s3: typeof import('@aws-sdk/client-s3')
  /** Loads what uploads in parts: few objects need it. */
  readonly loadUpload: () => Promise<typeof import('@aws-sdk/lib-storage').Upload>
}

/** Enough for throttling and a short break of the network. */
const requestTries = 5

const loaded = new WeakMap<S3Options, Promise<S3Sdk>>()

/** Loads the SDK, which takes a while, and makes a client: one for all zones that have these very options. */
export function loadS3Sdk(options: S3Options): Promise<S3Sdk> {
  const known = loaded.get(options) ?? load(options)
  loaded.set(options, known)
  return known
}

async function load(options: S3Options): Promise<S3Sdk> {
  // Else it prints on stderr that it will need a newer Node one day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const s3 = await import('@aws-sdk/client-s3')
  const elsewhere = options.endpoint !== undefined
  const region = options.region ?? (elsewhere ? 'us-east-1' : undefined)
  const timeoutMilliseconds = (options.timeoutSeconds ?? 60) * 1000
  const client = new s3.S3Client({
    ...(region === undefined ? {} : { region }),
    ...(elsewhere ? { endpoint: options.endpoint } : {}),
    ...(process.env.AWS_MAX_ATTEMPTS === undefined ? { maxAttempts: requestTries } : {}),
    forcePathStyle: options.forcePathStyle ?? elsewhere,
    followRegionRedirects: true,
    requestHandler: {
      connectionTimeout: 10_000,
      // Without `requestTimeout` a request whose answer never begins would be waited for.
      requestTimeout: timeoutMilliseconds,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutMilliseconds,
    },
  })
  const loadUpload = async () => (await import('@aws-sdk/lib-storage')).Upload
  return { client, s3, loadUpload }
}
