import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { LakeError } from '../errors.ts'
import type { DeadLetterType } from '../layout.ts'

/** One thing that is wrong with a record. It names places and rules, never values of the record. */
export interface DeadLetterMessage {
  /** A JSON pointer into the record; '' is the record itself. */
  readonly path: string
  /** The rule that was broken, as JSON Schema names it: 'type', 'required', … */
  readonly keyword: string
  readonly message: string
}

/** Where a record came from: an object and line, or the ids of a webhook. */
export interface DeadLetterSource {
  readonly objectKey?: string
  /** From 1. */
  readonly lineNumber?: number
  readonly webhookIds?: readonly string[]
}

/** What the pipeline knew of a record when it was put aside: it goes with the record when it returns. */
export interface DeadLetterMetadata {
  /** When the tap read it (RFC 3339). */
  readonly extractedAt: string
  /** When the target received it. */
  readonly receivedAt: string
  /** Its place among all records: a letter that returns never overtakes a later version. */
  readonly sequence: number
  readonly tableVersion: number | undefined
}

/** What one part of the pipeline says of data that cannot go on. */
export interface DeadLetterFacts {
  readonly customer: string
  readonly provider: string
  readonly stream: string
  /** The part that gave up: 'target-s3-ndjson', 'transform', … */
  readonly stage: string
  readonly type: DeadLetterType
  /** Stable and greppable, as 'SCHEMA_VIOLATION'. */
  readonly reasonCode: string
  readonly messages?: readonly DeadLetterMessage[]
  /** The record's own bytes; null where there is none (a window that could not be extracted). */
  readonly record: string | Uint8Array | null
  readonly source?: DeadLetterSource
  readonly metadata?: DeadLetterMetadata
  /** Number of the schema that judged, in the registry. */
  readonly schemaVersion?: string
  /** Name and version of the program. */
  readonly processor: string
  readonly failedAt: Date
  readonly run: string
}

/** The envelope of data that could not go on, as it lies in the dead-letter zone: a line each. */
export interface DeadLetter {
  /** The same for the same record, place and reason: a second run parks nothing twice. */
  readonly dlq_id: string
  readonly customer: string
  readonly provider: string
  readonly stream: string
  readonly stage: string
  readonly kind: DeadLetterType
  readonly reason_code: string
  readonly messages: readonly DeadLetterMessage[]
  /** The record's text as received, or base64 of its bytes where they are no UTF-8. */
  readonly record: string | null
  readonly record_encoding: 'utf-8' | 'base64'
  readonly source: {
    readonly object_key?: string
    readonly line_number?: number
    readonly webhook_ids?: readonly string[]
  }
  /** Null where the record carries it itself, or there is none. */
  readonly metadata: {
    readonly extracted_at: string
    readonly received_at: string
    readonly sequence: number
    readonly table_version: number | null
  } | null
  readonly schema_version: string | null
  readonly processor: string
  readonly first_failed_at: string
  readonly attempts: readonly { at: string; run: string; reason_code: string }[]
  readonly status: 'parked' | 'replayed' | 'discarded'
  readonly replay_run_id: string | null
  /** When the record was taken out, because a person in it is to be forgotten. */
  readonly erased_at?: string
}

/**
 * The envelope of data that could not go on.
 *
 * @example
 * letters.append(serialiseDeadLetter(deadLetter({ ...facts, record: line })))
 */
export function deadLetter(facts: DeadLetterFacts): DeadLetter {
  const { customer, provider, stream, stage, type, reasonCode, source = {} } = facts
  const record = recordText(facts.record)
  const place = { customer, provider, stream, stage, type, reasonCode, source, ...record }
  const at = facts.failedAt.toISOString()
  return {
    dlq_id: createHash('sha256').update(JSON.stringify(place)).digest('hex').slice(0, 32),
    customer,
    provider,
    stream,
    stage,
    kind: type,
    reason_code: reasonCode,
    messages: facts.messages ?? [],
    ...record,
    source: {
      ...(source.objectKey === undefined ? {} : { object_key: source.objectKey }),
      ...(source.lineNumber === undefined ? {} : { line_number: source.lineNumber }),
      ...(source.webhookIds === undefined ? {} : { webhook_ids: source.webhookIds }),
    },
    metadata: facts.metadata
      ? {
          extracted_at: facts.metadata.extractedAt,
          received_at: facts.metadata.receivedAt,
          sequence: facts.metadata.sequence,
          table_version: facts.metadata.tableVersion ?? null,
        }
      : null,
    schema_version: facts.schemaVersion ?? null,
    processor: facts.processor,
    first_failed_at: at,
    attempts: [{ at, run: facts.run, reason_code: reasonCode }],
    status: 'parked',
    replay_run_id: null,
  }
}

/** The line of a dead letter, without its line break. */
export const serialiseDeadLetter = (letter: DeadLetter): string => JSON.stringify(letter)

/**
 * Reads a line of the dead-letter zone.
 *
 * @throws {LakeError} `LAKE_DEAD_LETTER` where it is no such envelope.
 */
export function parseDeadLetter(line: string): DeadLetter {
  const letter = parsed(line) as Partial<DeadLetter> | null
  const texts = [letter?.dlq_id, letter?.customer, letter?.provider, letter?.stream, letter?.kind]
  if (texts.every((text) => typeof text === 'string' && text !== '')) return letter as DeadLetter
  throw new LakeError('LAKE_DEAD_LETTER', 'A line of the dead-letter zone is no dead letter.')
}

/** The record's own bytes, however they were kept; null where there were none. */
export function deadLetterRecord(letter: DeadLetter): Buffer | null {
  return letter.record === null
    ? null
    : Buffer.from(letter.record, letter.record_encoding === 'base64' ? 'base64' : 'utf8')
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function recordText(
  record: string | Uint8Array | null,
): Pick<DeadLetter, 'record' | 'record_encoding'> {
  if (record === null || typeof record === 'string') return { record, record_encoding: 'utf-8' }
  const bytes = Buffer.from(record)
  return isUtf8(bytes)
    ? { record: bytes.toString(), record_encoding: 'utf-8' }
    : { record: bytes.toString('base64'), record_encoding: 'base64' }
}
