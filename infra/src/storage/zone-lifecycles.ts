import { Duration } from 'aws-cdk-lib'
import { type LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3'

const day = Duration.days

/** Seven years, with both leap days that such a span can have. */
const sevenYears = day(7 * 365 + 2)

/**
 * What becomes of the objects of each zone.
 *
 * Raw objects are kept for seven years and can be read at once all that time: a historic run reads
 * them all, so no class that must be thawed. A version that is no longer current exists only where
 * somebody's data was erased, and is gone thirty days later. Tables and state change all the time; old
 * versions are a way back for some weeks.
 */
export const zoneLifecycles = {
  raw: [
    {
      id: 'seven-years',
      transitions: [
        { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: day(30) },
        { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: day(180) },
      ],
      expiration: sevenYears,
      noncurrentVersionExpiration: day(30),
    },
  ],
  processed: [{ id: 'way-back', noncurrentVersionExpiration: day(14) }],
  deadLetters: [
    {
      id: 'one-year',
      transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: day(30) }],
      expiration: day(365),
      noncurrentVersionExpiration: day(30),
    },
  ],
  state: [{ id: 'way-back', noncurrentVersionExpiration: day(90) }],
} as const satisfies Readonly<Record<string, readonly LifecycleRule[]>>

/** The zones, as a project names them. */
export type ZoneName = keyof typeof zoneLifecycles
