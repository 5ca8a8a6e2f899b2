import { check, doesNotApply, fail } from '../../check.ts'
import { sample } from '../../sample.ts'
import { stepsThrough } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withFailingCommits } from '../../with-failing-commits.ts'
import { expectRecovered } from './rerun.ts'
import { turns } from './scenarios.ts'

/** How many commits a scenario of turns makes, at the least. */
const commits = 6

export const failedCommitIsNotAcknowledged = check(
  'a commit that fails acknowledges nothing',
  async (trial: TargetTrial) => {
    for (const place of sample(1, commits, trial.samples)) {
      for (const fails of [true, 'after'] as const) {
        const steps = turns(trial)
        const target = withFailingCommits(trial.target, ({ number }) => number === place && fails)
        const run = await trial.load(steps, { target })
        const when = `when commit ${place} failed${fails === 'after' ? ' after it had been done' : ''}`
        if (run.failure === undefined) fail(`${when}, the run says that all went well`)
        await expectRecovered(trial, run, steps, when)
      }
    }
  },
)

export const failingDestinationIsTold = check(
  'a destination that fails acknowledges nothing',
  async (trial: TargetTrial) => {
    const { breakWrites } = trial
    if (breakWrites === undefined) doesNotApply('give `breakWrites`')
    for (const after of [0, 1, 3]) {
      const steps = turns(trial)
      const isLast = (text: string) => stepsThrough(steps, text) === steps.length
      let mend = after === 0 ? await breakWrites() : undefined
      let states = 0
      const onState = async (text: string) => {
        // After the last STATE there is nothing left to write.
        if (++states === after && !isLast(text)) mend = await breakWrites()
      }
      const run = await trial.load(steps, { onState })
      if (mend === undefined) continue
      await mend()
      const when = `when the destination failed after ${after} STATEs`
      if (run.failure === undefined) fail(`${when}, the run says that all went well`)
      await expectRecovered(trial, run, steps, when)
    }
  },
)
