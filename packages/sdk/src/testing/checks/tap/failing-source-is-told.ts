import { check, doesNotApply, fail } from '../../check.ts'
import { lostRecords } from '../../delivered.ts'
import { expectResumed } from '../../resume.ts'
import { sample } from '../../sample.ts'
import type { TapTrial, TrialRun } from '../../tap-trial.ts'
import { late } from '../../within.ts'
import { refusedRun } from './refused-run.ts'

/** A run whose source is broken when chunk `place` is asked for. */
const brokenAt = async (
  trial: TapTrial,
  place: number,
  breakSource: () => () => void,
): Promise<TrialRun> => {
  let pulls = 0
  let mend = () => {}
  const onPull = () => {
    if (++pulls === place) mend = breakSource()
  }
  try {
    return await trial.run({ observer: { onPull } })
  } finally {
    mend()
  }
}

const expectTold = async (
  trial: TapTrial,
  run: TrialRun | typeof late,
  when: string,
): Promise<void> => {
  if (run === late) return
  const isTold = run.failure !== undefined || run.outcomes.some(({ failure }) => failure)
  const lost = lostRecords((await trial.full()).messages, run.messages)
  if (!isTold && lost) {
    fail(
      `${lost} are missing when the source fails ${when}, and the run says that all went well. ` +
        'Let the error out of `read`.',
    )
  }
  await expectResumed(trial, run, `of a run whose source failed ${when}`)
}

export const failingSourceIsTold = check(
  'a source that fails is not passed over',
  async (trial: TapTrial) => {
    const { requests, reads } = await trial.full()
    const { breakSource } = trial.options
    if (breakSource) {
      const pulls = reads.reduce((count, { chunks }) => count + chunks.length + 1, 0)
      for (const place of sample(1, pulls, trial.samples)) {
        const run = await brokenAt(trial, place, breakSource)
        await expectTold(trial, run, `at chunk ${place}`)
      }
    } else if (requests > 0) {
      for (const first of sample(1, requests, trial.samples)) {
        await expectTold(
          trial,
          await refusedRun(trial, { first, status: 400 }),
          `at request ${first}`,
        )
      }
    } else doesNotApply('the source is not asked through `fetch`; give `breakSource`')
  },
)
