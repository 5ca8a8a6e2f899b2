import { check, doesNotApply, fail } from '../../check.ts'
import { sample } from '../../sample.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withFailingCommits } from '../../with-failing-commits.ts'
import { expectRecovered } from './rerun.ts'
import { turns, unchecked } from './scenarios.ts'

/** How many commits a scenario of turns makes, at the least. */
const commits = 6

export const failedCommitIsNotAcknowledged = check(
  'a commit that fails acknowledges nothing',
  async (trial: TargetTrial) => {
    for (const place of sample(1, commits, trial.samples)) {
      for (const fails of [true, 'after'] as const) {
        const steps = turns(trial)
        const target = withFailingCommits(trial.target, ({ number }) => number === place && fails)
        const run = await trial.load(steps, { target, config: unchecked })
        const when = `when commit ${place} failed${fails === 'after' ? ' after it had been done' : ''}`
        if (run.failure === undefined) fail(`${when}, the run says that all went well`)
        await expectRecovered(trial, run, steps, when)
      }
    }
  },
)

/** More than can be on its way at once when the first STATE is passed on. */
const manyRecords = 150

export const failingDestinationIsTold = check(
  'a destination that fails acknowledges nothing',
  async (trial: TargetTrial) => {
    const { breakWrites } = trial.destination
    if (breakWrites === undefined) doesNotApply('give `breakWrites`')
    for (const when of ['from the beginning', 'after the first STATE']) {
      const steps = turns(trial, manyRecords)
      let broken = when === 'from the beginning' ? breakWrites() : undefined
      await broken
      const onState = async () => {
        broken ??= breakWrites()
        await broken
      }
      const run = await trial.load(steps, { config: unchecked, onState })
      const mend = await broken
      await mend?.()
      if (run.failure === undefined)
        fail(`the destination failed ${when}, and the run says nothing`)
      await expectRecovered(trial, run, steps, `when the destination failed ${when}`)
    }
  },
)
