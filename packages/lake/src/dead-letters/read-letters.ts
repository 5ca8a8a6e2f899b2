import { type DeadLetterKey, parseDeadLetterKey } from '../layout.ts'
import { readLines } from '../ndjson/read-lines.ts'
import { encodePathPart } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { type DeadLetter, parseDeadLetter } from './dead-letter.ts'
import { type DeadLetterFilter, isMeant, mayHold } from './letter-filter.ts'
import { type LetterMark, LetterMarks, MarkedObjects } from './letter-mark.ts'

/** An object of dead letters. */
export interface LetterObject {
  readonly key: string
  readonly name: DeadLetterKey
}

/** A dead letter as it stands now: what became of it since it was written is in it. */
export interface FoundLetter {
  readonly object: LetterObject
  /** Its line in the object, from 1. */
  readonly line: number
  readonly letter: DeadLetter
}

/** The objects of a customer that may hold letters that are meant, oldest first for each provider. */
export async function* listLetterObjects(
  store: ObjectStore,
  customer: string,
  filter: DeadLetterFilter = {},
): AsyncGenerator<LetterObject> {
  const provider = filter.provider === undefined ? '' : `${encodePathPart(filter.provider)}/`
  for await (const { key } of store.list(`${encodePathPart(customer)}/${provider}`)) {
    const name = parseDeadLetterKey(key)
    if (name && mayHold(filter, name)) yield { key, name }
  }
}

/**
 * The dead letters of a customer that are meant, each with its status and attempts as of now.
 *
 * @throws {LakeError} `LAKE_DEAD_LETTER`, `LAKE_GZIP` where an object is damaged.
 * @example
 * for await (const { letter } of readLetters(deadLetters, 'acme', { type: 'schema' }))
 *   console.log(letter.dlq_id, letter.status)
 */
export async function* readLetters(
  store: ObjectStore,
  customer: string,
  filter: DeadLetterFilter = {},
): AsyncGenerator<FoundLetter> {
  const marked = new MarkedObjects(store)
  for await (const object of listLetterObjects(store, customer, filter)) {
    const isMarked = await marked.has(object.name, object.key)
    const marks = isMarked ? await new LetterMarks(store, object.name, object.key).read() : []
    yield* lettersOf(
      store,
      object,
      filter,
      marks.map(({ mark }) => mark),
    )
  }
}

/** The letters of one object that are meant, with what its marks say of them. */
export async function* lettersOf(
  store: ObjectStore,
  object: LetterObject,
  filter: DeadLetterFilter,
  marks: readonly LetterMark[],
): AsyncGenerator<FoundLetter> {
  const outcomes = outcomesByLine(marks)
  let line = 0
  for await (const text of readLines(await store.read(object.key), object.key)) {
    line++
    const letter = parseDeadLetter(text)
    if (!isMeant(filter, letter)) continue
    yield { object, line, letter: withOutcomes(letter, outcomes.get(line) ?? []) }
  }
}

interface Outcome {
  readonly mark: LetterMark
  readonly outcome: 'replayed' | 'discarded' | 'failed'
}

function outcomesByLine(marks: readonly LetterMark[]): ReadonlyMap<number, readonly Outcome[]> {
  const outcomes = new Map<number, Outcome[]>()
  for (const mark of marks) {
    for (const { line, outcome } of mark.letters) {
      const known = outcomes.get(line)
      if (known) known.push({ mark, outcome })
      else outcomes.set(line, [{ mark, outcome }])
    }
  }
  return outcomes
}

function withOutcomes(letter: DeadLetter, outcomes: readonly Outcome[]): DeadLetter {
  const final = outcomes.find(({ outcome }) => outcome !== 'failed')
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed')
  return {
    ...letter,
    attempts: [
      ...letter.attempts,
      ...failed.map(({ mark }) => ({ at: mark.at, run: mark.run, reason_code: 'REPLAY_FAILED' })),
    ],
    status: final === undefined ? 'parked' : (final.outcome as 'replayed' | 'discarded'),
    replay_run_id: final?.mark.run ?? null,
  }
}
