import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { Repository, TagMutability } from 'aws-cdk-lib/aws-ecr'
import { CfnDatabase } from 'aws-cdk-lib/aws-glue'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { erasureRoleName } from '../tasks/erasure-role.ts'
import { deploymentKey } from './deployment-key.ts'
import { glueDatabaseName } from './glue-database-name.ts'
import { guardRaw } from './raw-guard.ts'
import { zoneBucket } from './zone-bucket.ts'
import { type ZoneName, zoneLifecycles } from './zone-lifecycles.ts'

export interface StorageStackProps extends StackProps {
  /** What every name begins with. */
  readonly name: string
  /** The customers' names. */
  readonly customers: readonly string[]
}

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What outlives every version: the buckets of the zones, their key, the images, the catalog. */
export class StorageStack extends Stack {
  readonly key: Key
  readonly zones: Readonly<Record<ZoneName, Bucket>>
  readonly images: Repository

  constructor(scope: Construct, id: string, { name, customers, ...props }: StorageStackProps) {
    super(scope, id, { terminationProtection: true, ...props })
    this.key = deploymentKey(this, name)

    // A bucket's name is the whole world's, so the account's number stands in it.
    const bucketOf = (zone: ZoneName) =>
      zoneBucket(this, `${zone}Zone`, {
        bucketName: `${name}-${kebab(zone)}-${this.account}-${this.region}`,
        key: this.key,
        lifecycle: zoneLifecycles[zone],
      })
    this.zones = {
      raw: bucketOf('raw'),
      processed: bucketOf('processed'),
      deadLetters: bucketOf('deadLetters'),
      state: bucketOf('state'),
    }
    const roleArn = (customer: string) =>
      `arn:${this.partition}:iam::${this.account}:role/${erasureRoleName(name, customer)}`
    guardRaw(this.zones.raw, customers.map(roleArn))

    // A tag names one image for ever: going back to a version brings back what ran.
    this.images = new Repository(this, 'Images', {
      repositoryName: `${name}/descant`,
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      lifecycleRules: [{ description: 'The last fifty versions', maxImageCount: 50 }],
      removalPolicy: RemovalPolicy.RETAIN,
    })

    for (const customer of customers) {
      const database = new CfnDatabase(this, `Catalog-${customer}`, {
        catalogId: this.account,
        databaseInput: {
          name: glueDatabaseName(name, customer),
          description: `Tables of ${customer}`,
          locationUri: this.zones.processed.s3UrlForObject(`${customer}/`),
        },
      })
      database.applyRemovalPolicy(RemovalPolicy.RETAIN)
    }
  }
}
