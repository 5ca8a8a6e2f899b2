import type { ObjectStore } from '../store/object-store.ts'
import type { DeadLetter } from './dead-letter.ts'
import type { DeadLetterFilter } from './letter-filter.ts'
import type { RecordJudge } from './mend-letter.ts'
import type { PatchStep } from './patch-record.ts'
import type { LetterObject } from './read-letters.ts'
import type { ReplayCounts } from './replay-tally.ts'

/** What a stream's records are held against, and what its raw objects are called. */
export interface ReplayStream {
  /** Undefined where the stream's schema is not known. */
  readonly judge: RecordJudge | undefined
  /** The run in the names of its raw objects. */
  readonly run: string
}

export interface ReplayOptions {
  readonly deadLetters: ObjectStore
  readonly raw: ObjectStore
  readonly customer: string
  readonly filter: DeadLetterFilter
  readonly patch: readonly PatchStep[]
  readonly run: string
  readonly now: () => Date
  /** Counts, and changes nothing. */
  readonly isDryRun: boolean
  /** What is known of the stream of a letter. */
  streamOf(letter: DeadLetter): Promise<ReplayStream>
  /** The line of a record in the raw zone: its text with what the pipeline knows of it. */
  rawLine(letter: DeadLetter, text: string, batchedAt: string): string
  readonly signal?: AbortSignal
  readonly onObject?: (object: LetterObject, counts: ReplayCounts) => void
}
