import { ObjectExistsError } from '../errors.ts'
import { rawBatchKey } from '../layout.ts'
import { BatchObject } from '../ndjson/batch-object.ts'
import type { ObjectStore } from '../store/object-store.ts'
import type { DeadLetter } from './dead-letter.ts'
import type { DeadLetterFilter } from './letter-filter.ts'
import { type LetterMark, LetterMarks, type LetterOutcome, MarkedObjects } from './letter-mark.ts'
import { type Mended, mendLetter, patchedText, type RecordJudge } from './mend-letter.ts'
import type { PatchStep } from './patch-record.ts'
import {
  type FoundLetter,
  type LetterObject,
  lettersOf,
  listLetterObjects,
} from './read-letters.ts'
import { type ReplayCounts, ReplayTally } from './replay-tally.ts'

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

/**
 * Brings dead letters back: mends their records, judges them as the target does, and writes those
 * that pass to the raw zone like any others. The rest stays parked, with one attempt more.
 *
 * For each object of letters, a mark is created first, which claims the letters and tells how to write
 * them; then the raw object, whose name and bytes follow from the mark; then a note that it is there.
 * Whatever is killed between two of these, the next run finds the mark and completes it. Two runs
 * cannot claim one letter, since marks are numbered and created once.
 *
 * @throws {LakeError} where a zone cannot be read or written.
 */
export async function replayLetters(options: ReplayOptions): Promise<ReplayCounts> {
  const { deadLetters, customer, filter } = options
  const tally = new ReplayTally()
  const marked = new MarkedObjects(deadLetters)
  let part = 0
  for await (const object of listLetterObjects(deadLetters, customer, filter)) {
    if (options.signal?.aborted) break
    const isMarked = await marked.has(object.name, object.key)
    await replayObject(options, object, tally, { isMarked, nextPart: () => part++ })
    options.onObject?.(object, tally.counts())
  }
  return tally.counts()
}

async function replayObject(
  options: ReplayOptions,
  object: LetterObject,
  tally: ReplayTally,
  { isMarked, nextPart }: { readonly isMarked: boolean; readonly nextPart: () => number },
): Promise<void> {
  const { deadLetters, filter, isDryRun, run, patch } = options
  const marks = new LetterMarks(deadLetters, object.name, object.key)
  for (let tries = 0; ; tries++) {
    // An object that was marked meanwhile is met when its first mark is to be made.
    const known = isMarked || tries > 0 ? await marks.read() : []
    for (const { mark, isDone } of isDryRun ? [] : known) {
      if (!isDone) tally.completed += await complete(options, object, marks, mark)
    }
    const own = new ReplayTally()
    const outcomes: LetterOutcome[] = []
    let rawRun: string | undefined
    const earlier = known.map(({ mark }) => mark)
    for await (const { letter, line } of lettersOf(deadLetters, object, filter, earlier)) {
      if (letter.status !== 'parked') {
        own.already++
        continue
      }
      const stream = await options.streamOf(letter)
      rawRun = stream.run
      const mended = mendLetter(letter, patch, stream.judge)
      own.add(mended)
      outcomes.push(outcomeOf(letter, line, mended))
    }
    if (!isDryRun && outcomes.length > 0) {
      const at = options.now()
      const { customer, provider, stream } = object.name
      const name = {
        customer,
        provider,
        stream,
        startedAt: at,
        run: rawRun ?? run,
        part: nextPart(),
      }
      const mark: LetterMark = {
        object_key: object.key,
        number: (earlier.at(-1)?.number ?? 0) + 1,
        run,
        at: at.toISOString(),
        note: null,
        patch,
        raw_key: own.replayed > 0 ? rawBatchKey(name) : null,
        letters: outcomes,
      }
      try {
        await marks.create(mark)
      } catch (error) {
        // Another run claimed letters of this object meanwhile: see which are left.
        if (error instanceof ObjectExistsError) continue
        throw error
      }
      if (mark.raw_key !== null) {
        await complete(options, object, marks, mark)
        own.rawKeys.push(mark.raw_key)
      }
    }
    tally.take(own)
    return
  }
}

/** Writes what a mark says to the raw zone, and then that it is there; each may have been done. */
async function complete(
  { deadLetters, raw, rawLine }: ReplayOptions,
  object: LetterObject,
  marks: LetterMarks,
  mark: LetterMark,
): Promise<1 | 0> {
  if (mark.raw_key === null) return 0
  const claimed = new Set(
    mark.letters.filter(({ outcome }) => outcome === 'replayed').map(({ line }) => line),
  )
  const batch = new BatchObject(raw, mark.raw_key)
  for await (const { letter, line } of lettersOf(deadLetters, object, {}, [])) {
    if (!claimed.has(line)) continue
    const { text } = patchedText(letter, mark.patch)
    if (text === undefined) continue
    batch.append(rawLine(letter, text, mark.at))
    await batch.ready()
  }
  await ignoreExisting(batch.commit())
  await ignoreExisting(marks.finish(mark))
  return 1
}

/** What was to be created is there already: the same, since its name and bytes follow from a mark. */
async function ignoreExisting(creating: Promise<unknown>): Promise<void> {
  await creating.catch((error) => {
    if (!(error instanceof ObjectExistsError)) throw error
  })
}

const outcomeOf = (
  { dlq_id }: FoundLetter['letter'],
  line: number,
  { messages }: Mended,
): LetterOutcome =>
  messages === undefined
    ? { line, dlq_id, outcome: 'replayed' }
    : { line, dlq_id, outcome: 'failed', messages }
