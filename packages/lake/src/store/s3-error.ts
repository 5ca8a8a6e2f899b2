import { LakeError, ObjectMissingError, StoreRefusedError } from '../errors.ts'

/** The HTTP status behind an error of the store, where there is one. */
export function s3Status(error: unknown): number | undefined {
  const source = error instanceof LakeError ? error.cause : error
  return (source as SdkError | undefined)?.$metadata?.httpStatusCode
}

interface SdkError extends Error {
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

interface Remedy {
  readonly names: RegExp
  readonly code: string
  readonly exitCode: 1 | 2 | 3
  readonly says: string
}

/** What the AWS SDK's error names and network codes mean to whoever runs the command. */
const remedies: readonly Remedy[] = [
  {
    names: /^NoSuchBucket$/,
    code: 'LAKE_S3_BUCKET',
    exitCode: 2,
    says: 'the bucket does not exist: create it, or correct the zone URL (and the endpoint)',
  },
  {
    names: /^(CredentialsProviderError|TokenProviderError|SSOTokenProviderFailure)$/,
    code: 'LAKE_S3_CREDENTIALS',
    exitCode: 3,
    says: 'no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this machine a role',
  },
  {
    names:
      /^(InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|ExpiredTokenException|InvalidToken|TokenRefreshRequired|InvalidClientTokenId|UnrecognizedClientException)$/,
    code: 'LAKE_S3_CREDENTIALS',
    exitCode: 3,
    says: 'the credentials are wrong or have expired: renew them',
  },
  {
    names: /^(AccessDenied|Forbidden|AllAccessDisabled|AccountProblem|403|401)$/,
    code: 'LAKE_S3_DENIED',
    exitCode: 3,
    says: 'access is denied: allow these credentials s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload and s3:ListBucket on the bucket (and the use of its KMS key)',
  },
  {
    names: /^kms[.:]/i,
    code: 'LAKE_S3_KEY',
    exitCode: 2,
    says: 'the KMS key cannot be used: set s3_kms_key_id to one that is there and enabled, in the region of the bucket',
  },
  {
    names: /^(InvalidArgument|InvalidTag|InvalidEncryptionAlgorithmError)$/,
    code: 'LAKE_S3_SETTING',
    exitCode: 2,
    says: 'the store does not take what a setting asks for: check s3_encryption, s3_kms_key_id and s3_tags',
  },
  {
    names: /^RequestTimeTooSkewed$/,
    code: 'LAKE_S3_CLOCK',
    exitCode: 1,
    says: 'the clock of this machine is wrong: set it',
  },
  {
    names:
      /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException|RegionMissing|301)$/,
    code: 'LAKE_S3_REGION',
    exitCode: 2,
    says: "the region is missing or wrong: set s3_region or AWS_REGION to the bucket's own",
  },
  {
    names:
      /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError|RequestTimeout|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|EPROTO)$/,
    code: 'LAKE_S3_UNREACHABLE',
    exitCode: 1,
    says: 'the store cannot be reached: check the endpoint, the network and the proxy, then run again',
  },
  {
    names:
      /^(SlowDown|Throttling|ThrottlingException|TooManyRequests|ServiceUnavailable|InternalError|503|500)$/,
    code: 'LAKE_S3_BUSY',
    exitCode: 1,
    says: 'the store is overloaded and kept refusing: run again later',
  },
  {
    names: /^(ConditionalRequestConflict|OperationAborted)$/,
    code: 'LAKE_S3_BUSY',
    exitCode: 1,
    says: 'another write of the same object was under way: run again',
  },
  {
    names: /^(QuotaExceeded|XMinioStorageFull|EntityTooLarge)$/,
    code: 'LAKE_STORE_FULL',
    exitCode: 1,
    says: 'the store has no room for it: free space, or raise the quota',
  },
]

/**
 * Puts an error of the AWS SDK in words that say what to do. Errors that do not come from the store
 * or the network (of a body's stream, or of ours) pass untouched.
 */
export function s3Error(error: unknown, at: { url: string; key: string }): unknown {
  if (!(error instanceof Error) || LakeError.is(error)) return error
  const name = errorName(error)
  const status = s3Status(error)
  if (name === 'NoSuchKey' || (status === 404 && name === 'NotFound')) {
    return new ObjectMissingError(at.key, { cause: error })
  }
  if (status === 501 && /encrypt|kms/i.test(error.message)) {
    return new LakeError(
      'LAKE_S3_SETTING',
      `${at.url}: the store cannot encrypt as s3_encryption says: leave it out, or set up its KMS.`,
      { cause: error, exitCode: 2 },
    )
  }
  if (status === 501) {
    return new StoreRefusedError(
      `${at.url} does not know conditional writes, so two runs could overwrite each other: use a store that does (Amazon S3, MinIO since May 2024).`,
      { cause: error },
    )
  }
  const remedy =
    remedies.find(({ names }) => names.test(name)) ??
    remedies.find(({ names }) => names.test(String(status)))
  if (remedy) {
    const { code, exitCode, says } = remedy
    return new LakeError(code, `${at.url}: ${says} (${name}).`, { cause: error, exitCode })
  }
  if (status === undefined) return error
  return new LakeError('LAKE_S3_FAILED', `${at.url}${at.key}: S3 answered ${status} (${name}).`, {
    cause: error,
  })
}

function errorName(error: SdkError): string {
  if (/^Region is missing/.test(error.message)) return 'RegionMissing'
  if (error.name !== 'Error' && error.name !== 'AggregateError') return error.name
  const inner = error instanceof AggregateError ? (error.errors[0] as SdkError | undefined) : error
  return inner?.code ?? error.code ?? error.name
}
