import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AnyPrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { deny } from '../policies/statement.ts'

export interface ZoneBucketProps {
  readonly bucketName: string
  readonly key: IKey
  /** How long objects live and where; what every bucket does with leftovers is added. */
  readonly lifecycle: readonly LifecycleRule[]
}

/** Where a run tries whether the store refuses to overwrite. */
export const probeFolder = '.descant-probe/'

/** What is left of uploads that broke off, of probes, and of objects that have expired. */
const leftovers: readonly LifecycleRule[] = [
  { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
  {
    id: 'probes',
    prefix: probeFolder,
    expiration: Duration.days(1),
    noncurrentVersionExpiration: Duration.days(1),
  },
  { id: 'delete-markers', expiredObjectDeleteMarker: true },
]

/**
 * A bucket for a zone: versioned, encrypted with the deployment's key, closed to the public, to plain
 * HTTP and to access lists, and kept when the stack is deleted.
 *
 * The key is ours and not S3's own, so that reading takes two permissions, each use of it is told by
 * CloudTrail, and it can be withdrawn; a bucket key makes that one request to KMS for many objects.
 */
export function zoneBucket(scope: Construct, id: string, props: ZoneBucketProps): Bucket {
  const bucket = new Bucket(scope, id, {
    bucketName: props.bucketName,
    versioned: true,
    encryption: BucketEncryption.KMS,
    encryptionKey: props.key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [...props.lifecycle, ...leftovers],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  bucket.addToResourcePolicy(
    deny('DenyPlainHttp', {
      principals: [new AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  )
  return bucket
}
