import { ObjectExistsError } from '../errors.ts'
import { BatchObject } from '../ndjson/batch-object.ts'
import type { LetterMark, LetterMarks } from './letter-mark.ts'
import { patchedText } from './mend-letter.ts'
import { type LetterObject, lettersOf } from './read-letters.ts'
import type { ReplayOptions } from './replay-options.ts'

/** Writes what a mark says to the raw zone, and then that it is there; each may have been done. */
export async function completeMark(
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
export async function isCreated(creating: Promise<unknown>): Promise<boolean> {
  try {
    await creating
    return true
  } catch (error) {
    if (error instanceof ObjectExistsError) return false
    throw error
  }
}
