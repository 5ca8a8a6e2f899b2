import { rawBatchKey } from '../layout.ts'
import type { LetterMark, LetterOutcome } from './letter-mark.ts'
import { type Mended, mendLetter } from './mend-letter.ts'
import { type FoundLetter, type LetterObject, lettersOf } from './read-letters.ts'
import type { ReplayOptions } from './replay-options.ts'
import { ReplayTally } from './replay-tally.ts'

/** Letters of one object that are replayed together: their records go into one raw object. */
export interface MendPass {
  readonly run: string
  readonly outcomes: readonly LetterOutcome[]
  /** All that were looked at, also those that were replayed before. */
  readonly lines: readonly number[]
  /** Whether letters are left whose raw objects are called otherwise. */
  readonly isMore: boolean
  readonly tally: ReplayTally
}

/**
 * Mends and judges the letters of an object whose raw object is called alike.
 *
 * @param earlier what was marked of the object before.
 * @param seen the lines that earlier passes looked at.
 */
export async function mendPass(
  { deadLetters, filter, patch, streamOf, run: ownRun }: ReplayOptions,
  object: LetterObject,
  earlier: readonly LetterMark[],
  seen: ReadonlySet<number>,
): Promise<MendPass> {
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

/** What claims the letters of a pass, and tells how to write them. */
export function markOf(
  { now, run, patch }: ReplayOptions,
  { key, name: { customer, provider, stream } }: LetterObject,
  pass: MendPass,
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

const outcomeOf = (
  { dlq_id }: FoundLetter['letter'],
  line: number,
  { messages }: Mended,
): LetterOutcome =>
  messages === undefined
    ? { line, dlq_id, outcome: 'replayed' }
    : { line, dlq_id, outcome: 'failed', messages }
