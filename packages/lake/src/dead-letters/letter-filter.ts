import type { DeadLetterKey, DeadLetterType } from '../layout.ts'
import type { DeadLetter } from './dead-letter.ts'

/** Which dead letters are meant. What is left out lets all through; what is given must all hold. */
export interface DeadLetterFilter {
  readonly provider?: string
  readonly stream?: string
  readonly type?: DeadLetterType
  /** The part that gave up, as `target-s3-ndjson`. */
  readonly stage?: string
  readonly reasonCode?: string
  /** A JSON pointer of one of the reasons; `*` stands for any number of an item. */
  readonly reasonPath?: string
  /** The keyword of a reason, of the same one where a path is given too. */
  readonly reasonKeyword?: string
  readonly schemaVersion?: string
  /** First failed at this time or later. */
  readonly since?: Date
  /** First failed before this time. */
  readonly until?: Date
  readonly ids?: readonly string[]
}

const day = 24 * 60 * 60 * 1000

/** Whether an object may hold letters that are meant, as far as its key tells: most are never read. */
export function mayHold(filter: DeadLetterFilter, key: DeadLetterKey): boolean {
  const { provider, stream, type, since, until } = filter
  const at = key.startedAt.getTime()
  return (
    (provider === undefined || key.provider === provider) &&
    (stream === undefined || key.stream === stream || key.stream.includes('~~')) &&
    (type === undefined || key.errorType === type) &&
    // A batch is named by its first letter and may stay open for long.
    (since === undefined || at >= since.getTime() - day) &&
    (until === undefined || at < until.getTime() + day)
  )
}

/** Whether a letter is meant. */
export function isMeant(filter: DeadLetterFilter, letter: DeadLetter): boolean {
  const { provider, stream, type, stage, reasonCode, schemaVersion, since, until, ids } = filter
  const at = Date.parse(letter.first_failed_at)
  return (
    (provider === undefined || letter.provider === provider) &&
    (stream === undefined || letter.stream === stream) &&
    (type === undefined || letter.kind === type) &&
    (stage === undefined || letter.stage === stage) &&
    (reasonCode === undefined || letter.reason_code === reasonCode) &&
    (schemaVersion === undefined || letter.schema_version === schemaVersion) &&
    (since === undefined || at >= since.getTime()) &&
    (until === undefined || at < until.getTime()) &&
    (ids === undefined || ids.includes(letter.dlq_id)) &&
    hasReason(filter, letter)
  )
}

function hasReason({ reasonPath, reasonKeyword }: DeadLetterFilter, { messages }: DeadLetter) {
  if (reasonPath === undefined && reasonKeyword === undefined) return true
  return messages.some(
    ({ path, keyword }) =>
      (reasonPath === undefined || path === reasonPath || anyItem(path) === reasonPath) &&
      (reasonKeyword === undefined || keyword === reasonKeyword),
  )
}

/** A path with `*` for the numbers of items, so that all items are one kind. */
export const anyItem = (path: string): string => path.replaceAll(/\/\d+(?=\/|$)/g, '/*')
