import { AnyPrincipal } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { deny } from '../policies/statement.ts'
import { probeFolder } from './zone-bucket.ts'

/**
 * Has the raw zone take new objects alone, and keep them.
 *
 * A write must be conditional (`If-None-Match: *`), else S3 refuses it; the parts of a large upload
 * carry no condition and are let through, their completion is not
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html). Only the roles for
 * erasure remove: an Object Lock would keep a person's data from them for seven years.
 */
export function guardRaw(raw: Bucket, erasureRoleArns: readonly string[]): void {
  raw.addToResourcePolicy(
    deny('DenyOverwrite', {
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [raw.arnForObjects('*')],
      conditions: {
        Null: { 's3:if-none-match': 'true' },
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
    }),
  )
  raw.addToResourcePolicy(
    deny('DenyRemoval', {
      principals: [new AnyPrincipal()],
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      notResources: [raw.arnForObjects(`${probeFolder}*`)],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...erasureRoleArns] } },
    }),
  )
}
