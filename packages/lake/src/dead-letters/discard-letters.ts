import { ObjectExistsError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import type { DeadLetterFilter } from './letter-filter.ts'
import { LetterMarks, type LetterOutcome } from './letter-mark.ts'
import { type LetterObject, lettersOf, listLetterObjects } from './read-letters.ts'

export interface DiscardOptions {
  readonly deadLetters: ObjectStore
  readonly customer: string
  readonly filter: DeadLetterFilter
  readonly run: string
  readonly now: () => Date
  /** Counts, and changes nothing. */
  readonly isDryRun: boolean
  /** Why, in a person's words; kept with the letters. */
  readonly note?: string
}

/** What became of the letters that were meant. */
export interface DiscardCounts {
  readonly selected: number
  readonly discarded: number
  /** Replayed or discarded by an earlier run. */
  readonly already: number
}

/**
 * Marks dead letters as discarded: they are replayed and counted no more. Their bytes stay until the
 * bucket's lifecycle takes them.
 */
export async function discardLetters(options: DiscardOptions): Promise<DiscardCounts> {
  const { deadLetters, customer, filter } = options
  const counts = { selected: 0, discarded: 0, already: 0 }
  for await (const object of listLetterObjects(deadLetters, customer, filter)) {
    const { discarded, already } = await discardObject(options, object)
    counts.selected += discarded + already
    counts.discarded += discarded
    counts.already += already
  }
  return counts
}

async function discardObject(
  { deadLetters, filter, run, now, isDryRun, note }: DiscardOptions,
  object: LetterObject,
): Promise<{ discarded: number; already: number }> {
  const marks = new LetterMarks(deadLetters, object.name, object.key)
  for (;;) {
    const known = (await marks.read()).map(({ mark }) => mark)
    const letters: LetterOutcome[] = []
    let already = 0
    for await (const { letter, line } of lettersOf(deadLetters, object, filter, known)) {
      if (letter.status !== 'parked') already++
      else letters.push({ line, dlq_id: letter.dlq_id, outcome: 'discarded' })
    }
    const counts = { discarded: letters.length, already }
    if (isDryRun || letters.length === 0) return counts
    try {
      await marks.create({
        object_key: object.key,
        number: (known.at(-1)?.number ?? 0) + 1,
        run,
        at: now().toISOString(),
        note: note ?? null,
        patch: [],
        raw_key: null,
        letters,
      })
      return counts
    } catch (error) {
      // Another run marked letters of this object meanwhile: see which are left.
      if (!(error instanceof ObjectExistsError)) throw error
    }
  }
}
