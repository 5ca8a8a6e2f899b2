import type { Stack } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { probeFolder } from '../storage/zone-bucket.ts'
import type { ZoneName } from '../storage/zone-lifecycles.ts'
import { allow } from './statement.ts'

/** What the policies of a customer stand on. */
export interface CustomerPlace {
  readonly stack: Stack
  /** The customer, as the first part of every key. */
  readonly customer: string
  readonly zones: Readonly<Record<ZoneName, IBucket>>
  readonly key: IKey
  readonly glueDatabase: string
}

const add = ['s3:PutObject', 's3:AbortMultipartUpload'] as const

const ofCustomer = ({ zones, customer }: CustomerPlace, zone: ZoneName): string =>
  zones[zone].arnForObjects(`${customer}/*`)

/**
 * Listing below the customer. `IfExists`, since S3 asks for this permission on a GET as well, which has
 * no prefix: without it a key that is not there is answered with 403 and not 404, and absence is what
 * registries, leases and ledgers ask for. The price: a list that names no prefix is allowed too, which
 * tells the names of other customers' keys. Nothing of ours makes one, and no content is reached by it.
 */
const listing = (sid: string, { zones, customer }: CustomerPlace, actions: string[]) =>
  allow(sid, {
    actions,
    resources: Object.values(zones).map(({ bucketArn }) => bucketArn),
    conditions: { StringLikeIfExists: { 's3:prefix': [`${customer}/*`] } },
  })

/** The key of the data, through S3 alone. */
const useKey = ({ key, stack }: CustomerPlace): PolicyStatement =>
  allow('UseKeyOfData', {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
  })

const reading = (place: CustomerPlace): PolicyStatement[] => [
  listing('ListZonesOfCustomer', place, ['s3:ListBucket']),
  allow('ReadRawOfCustomer', { actions: ['s3:GetObject'], resources: [ofCustomer(place, 'raw')] }),
  allow('ReadAndAddDeadLettersOfCustomer', {
    actions: ['s3:GetObject', ...add],
    resources: [ofCustomer(place, 'deadLetters')],
  }),
  allow('WriteStateOfCustomer', {
    actions: ['s3:GetObject', 's3:DeleteObject', ...add],
    resources: [ofCustomer(place, 'state')],
  }),
  allow('ProbeZones', {
    actions: ['s3:PutObject', 's3:DeleteObject'],
    resources: Object.values(place.zones).map((zone) => zone.arnForObjects(`${probeFolder}*`)),
  }),
  useKey(place),
]

/** What bringing a customer's records in takes: no removal, and nothing of the tables. */
export const extractStatements = (place: CustomerPlace): PolicyStatement[] => [
  ...reading(place),
  allow('AddRawOfCustomer', { actions: [...add], resources: [ofCustomer(place, 'raw')] }),
]

/** What making a customer's tables takes: the raw zone is read, never written. */
export const transformStatements = (place: CustomerPlace): PolicyStatement[] => {
  const { stack, glueDatabase } = place
  const glue = (resource: string) => stack.formatArn({ service: 'glue', resource })
  return [
    ...reading(place),
    allow('WriteTablesOfCustomer', {
      actions: ['s3:GetObject', 's3:DeleteObject', ...add],
      resources: [ofCustomer(place, 'processed')],
    }),
    allow('RegisterTablesOfCustomer', {
      actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable'],
      resources: [
        glue('catalog'),
        glue(`database/${glueDatabase}`),
        glue(`table/${glueDatabase}/*`),
      ],
    }),
  ]
}

/** What removing a person takes, for the role that people take for it. */
export const erasureStatements = (place: CustomerPlace): PolicyStatement[] => [
  listing('EraseListOfCustomer', place, ['s3:ListBucket', 's3:ListBucketVersions']),
  allow('EraseObjectsOfCustomer', {
    actions: ['s3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion', ...add],
    resources: (Object.keys(place.zones) as ZoneName[]).map((zone) => ofCustomer(place, zone)),
  }),
  useKey(place),
]
