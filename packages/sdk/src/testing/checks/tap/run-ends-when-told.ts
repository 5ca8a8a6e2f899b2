import { check, fail } from '../../check.ts'
import { sample } from '../../sample.ts'
import type { TapTrial } from '../../tap-trial.ts'
import { late, within } from '../../within.ts'

/** Tells a run to end while a stream is waiting for its source. */
const endsAtPull = async (trial: TapTrial, place: number): Promise<boolean> => {
  const controller = new AbortController()
  let pulls = 0
  const onPull = () => {
    if (++pulls === place) controller.abort()
  }
  const run = trial.run({ signal: controller.signal, observer: { onPull } })
  return (await within(trial.graceSeconds, run)) !== late
}

export const runEndsWhenTold = check('a run ends when it is told to', async (trial: TapTrial) => {
  const { reads } = await trial.full()
  const pulls = reads.reduce((count, { chunks }) => count + chunks.length + 1, 0)
  for (const place of sample(1, pulls, trial.samples)) {
    if (await endsAtPull(trial, place)) continue
    fail(
      `the run had not ended ${trial.graceSeconds} seconds after it was told to, while it waited ` +
        `for chunk ${place}. Hand the context's \`signal\` to what waits.`,
    )
  }
})
