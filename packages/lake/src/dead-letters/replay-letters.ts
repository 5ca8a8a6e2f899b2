import { completeMark, isCreated } from './complete-mark.ts'
import { LetterMarks, MarkedObjects } from './letter-mark.ts'
import { markOf, mendPass } from './mend-pass.ts'
import { type LetterObject, listLetterObjects } from './read-letters.ts'
import type { ReplayOptions } from './replay-options.ts'
import { type ReplayCounts, ReplayTally } from './replay-tally.ts'

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
      if (!isDone) tally.completed += await completeMark(options, object, marks, mark)
    }
    const earlier = known.map(({ mark }) => mark)
    const pass = await mendPass(options, object, earlier, seen)
    if (!isDryRun && pass.outcomes.length > 0) {
      const number = (earlier.at(-1)?.number ?? 0) + 1
      const mark = markOf(options, object, pass, { number, part: nextPart() })
      const isClaimed = await isCreated(marks.create(mark))
      if (isClaimed && mark.raw_key !== null) {
        await completeMark(options, object, marks, mark)
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
