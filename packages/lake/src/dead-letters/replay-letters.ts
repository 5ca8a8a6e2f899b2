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
  const { deadLetters, isDryRun } = options
  const marks = new LetterMarks(deadLetters, object.name, object.key)
  const seen = new Set<number>()
  // An object that was marked meanwhile is met when its first mark is to be made.
  let known = isMarked ? await marks.read() : []
  for (;;) {
    for (const { mark, isDone } of isDryRun ? [] : known) {
      if (!isDone) tally.completed += await complete(options, object, marks, mark)
    }
    const earlier = known.map(({ mark }) => mark)
    const pass = await mendLetters(options, object, earlier, seen)
    if (!isDryRun && pass.outcomes.length > 0) {
      const number = (earlier.at(-1)?.number ?? 0) + 1
      const mark = markOf(options, object, pass, { number, part: nextPart() })
      const isClaimed = await isCreated(marks.create(mark))
      if (isClaimed && mark.raw_key !== null) {
        await complete(options, object, marks, mark)
        pass.tally.rawKeys.push(mark.raw_key)
      }
      // Where another run claimed letters meanwhile, it is seen which are left.
      known = isClaimed && !pass.isMore ? known : await marks.read()
      if (!isClaimed) continue
    }
    for (const line of pass.lines) seen.add(line)
    tally.take(pass.tally)
    if (!pass.isMore) return
  }
}

/** Letters of one object that are replayed together: their records go into one raw object. */
interface Pass {
  readonly run: string
  readonly outcomes: readonly LetterOutcome[]
  /** All that were looked at, also those that were replayed before. */
  readonly lines: readonly number[]
  /** Whether letters are left whose raw objects are called otherwise. */
  readonly isMore: boolean
  readonly tally: ReplayTally
}

async function mendLetters(
  { deadLetters, filter, patch, streamOf, run: ownRun }: ReplayOptions,
  object: LetterObject,
  earlier: readonly LetterMark[],
  seen: ReadonlySet<number>,
): Promise<Pass> {
  const tally = new ReplayTally()
  const outcomes: LetterOutcome[] = []
  const lines: number[] = []
  let run: string | undefined
  let isMore = false
  for await (const { letter, line } of lettersOf(deadLetters, object, filter, earlier)) {
    if (seen.has(line)) continue
    if (letter.status !== 'parked') {
      tally.already++
      lines.push(line)
      continue
    }
    const stream = await streamOf(letter)
    run ??= stream.run
    if (stream.run !== run) {
      isMore = true
      continue
    }
    const mended = mendLetter(letter, patch, stream.judge)
    tally.add(mended)
    outcomes.push(outcomeOf(letter, line, mended))
    lines.push(line)
  }
  return { run: run ?? ownRun, outcomes, lines, isMore, tally }
}

function markOf(
  { now, run, patch }: ReplayOptions,
  { key, name: { customer, provider, stream } }: LetterObject,
  pass: Pass,
  { number, part }: { readonly number: number; readonly part: number },
): LetterMark {
  const startedAt = now()
  const name = { customer, provider, stream, startedAt, run: pass.run, part }
  return {
    object_key: key,
    number,
    run,
    at: startedAt.toISOString(),
    note: null,
    patch,
    raw_key: pass.tally.replayed > 0 ? rawBatchKey(name) : null,
    letters: pass.outcomes,
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
  // What is there already is the same: name and bytes follow from the mark.
  await isCreated(batch.commit())
  await isCreated(marks.finish(mark))
  return 1
}

/** Whether it was created now; else it was there already. */
async function isCreated(creating: Promise<unknown>): Promise<boolean> {
  try {
    await creating
    return true
  } catch (error) {
    if (error instanceof ObjectExistsError) return false
    throw error
  }
}

const outcomeOf = (
  { dlq_id }: FoundLetter['letter'],
  line: number,
  { messages }: Mended,
): LetterOutcome =>
  messages === undefined
    ? { line, dlq_id, outcome: 'replayed' }
    : { line, dlq_id, outcome: 'failed', messages }
