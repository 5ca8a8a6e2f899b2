import type { ShortList } from './flatten-result.ts'

/** How far an operation is, in the API's words. */
type BulkStatus =
  | 'CREATED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELING'
  | 'CANCELED'
  | 'EXPIRED'

/** Why an operation failed, in the API's words. */
type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT'

/** How an operation goes wrong. Without it, it completes. */
export interface BulkFault {
  /** The operation is not even started: the shop runs too many. */
  readonly limitReached?: boolean
  /** The operation ends so after `afterObjects`; STALLED is at a standstill until its time is up. */
  readonly ending?: 'FAILED' | 'CANCELED' | 'STALLED'
  /** @default 'INTERNAL_SERVER_ERROR' */
  readonly errorCode?: BulkErrorCode
  /** @default half of the objects */
  readonly afterObjects?: number
  /** Whether a failed operation shows what it had, and how many seconds after it failed. */
  readonly partialData?: { readonly afterSeconds: number }
  /** The file breaks off in the middle of a line, so many bytes before its end. */
  readonly cutBytes?: number
  /** The file lacks its last lines, though all objects are counted. */
  readonly missingLines?: number
  /** A nested connection is shorter than it is. */
  readonly shortList?: ShortList
  /** How long the links to the data are good. @default seven days */
  readonly linkSeconds?: number
}

/** A bulk operation as it was started. How far it is follows from the time alone. */
export interface BulkOperation {
  readonly id: number
  readonly app: string
  readonly query: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** How many objects the result has. */
  readonly objects: number
  readonly objectsPerSecond: number
  readonly fault: BulkFault
  /** When somebody asked for an end. */
  readonly canceledAt?: number
}

/** How far an operation is at one moment. */
export interface BulkProgress {
  readonly status: BulkStatus
  readonly objects: number
  readonly errorCode: BulkErrorCode | null
  /** Only where it was completed. */
  readonly completedAt: number | null
  /** When it came to its end, whatever end. */
  readonly endedAt: number | null
}

/** How long an operation is CREATED. */
const START_MILLISECONDS = 500

/** How long an operation is CANCELING. */
const CANCEL_MILLISECONDS = 1000

const SECONDS_A_DAY = 24 * 3600

/** An operation that is not done by then has failed. */
const LONGEST_RUN_MILLISECONDS = 10 * SECONDS_A_DAY * 1000

/** How long the links to the data are good. */
export const LINK_SECONDS = 7 * SECONDS_A_DAY

/**
 * How far an operation is: CREATED, RUNNING at its speed, then whatever end it comes to
 * (https://shopify.dev/docs/api/usage/bulk-operations/queries).
 *
 * @param now Milliseconds since 1970.
 */
export function progressAt(operation: BulkOperation, now: number): BulkProgress {
  const { createdAt, canceledAt = Number.POSITIVE_INFINITY } = operation
  const startsAt = createdAt + START_MILLISECONDS
  const endsAt = endOf(operation)
  const isCanceled = canceledAt < endsAt
  const objects = objectsAt(operation, Math.min(now, canceledAt))
  const running = { objects, errorCode: null, completedAt: null, endedAt: null }
  if (isCanceled && now >= canceledAt) {
    const endedAt = canceledAt + CANCEL_MILLISECONDS
    return now < endedAt
      ? { ...running, status: 'CANCELING' }
      : { ...running, status: 'CANCELED', endedAt }
  }
  if (now < startsAt) return { ...running, status: 'CREATED' }
  if (now < endsAt) return { ...running, status: 'RUNNING' }
  return ending(operation, objects, endsAt, now)
}

/** Whether an operation takes one of the places that an app has. */
export function isUnderWay(operation: BulkOperation, now: number): boolean {
  return ['CREATED', 'RUNNING', 'CANCELING'].includes(progressAt(operation, now).status)
}

function ending(
  operation: BulkOperation,
  objects: number,
  endedAt: number,
  now: number,
): BulkProgress {
  const { fault } = operation
  const end = { objects, errorCode: null, completedAt: null, endedAt }
  const outOfTime = fault.ending === 'STALLED' || objects < objectsAtEnd(operation)
  if (outOfTime) return { ...end, status: 'FAILED', errorCode: 'TIMEOUT' }
  switch (fault.ending) {
    case 'FAILED':
      return { ...end, status: 'FAILED', errorCode: fault.errorCode ?? 'INTERNAL_SERVER_ERROR' }
    case 'CANCELED':
      return { ...end, status: 'CANCELED' }
    default: {
      const isExpired = now >= endedAt + LINK_SECONDS * 1000
      return { ...end, status: isExpired ? 'EXPIRED' : 'COMPLETED', completedAt: endedAt }
    }
  }
}

/** How many objects it will have gone through when it comes to its end. */
function objectsAtEnd({ objects, fault }: BulkOperation): number {
  if (fault.ending === undefined) return objects
  return Math.min(objects, fault.afterObjects ?? Math.floor(objects / 2))
}

function objectsAt(operation: BulkOperation, now: number): number {
  const elapsed = Math.max(0, now - operation.createdAt - START_MILLISECONDS)
  const processed = Math.floor((elapsed / 1000) * operation.objectsPerSecond)
  return Math.min(processed, objectsAtEnd(operation))
}

function endOf(operation: BulkOperation): number {
  const { createdAt, objectsPerSecond, fault } = operation
  if (fault.ending === 'STALLED') return createdAt + LONGEST_RUN_MILLISECONDS
  const runs = Math.ceil((objectsAtEnd(operation) / objectsPerSecond) * 1000)
  return createdAt + Math.min(START_MILLISECONDS + runs, LONGEST_RUN_MILLISECONDS)
}
