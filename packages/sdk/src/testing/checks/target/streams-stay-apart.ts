import { check } from '../../check.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withSlowCommits } from '../../with-slow-commits.ts'
import { turns } from './scenarios.ts'

export const streamsStayApart = check(
  'streams that take turns stay apart',
  async (trial: TargetTrial) => {
    const steps = turns(trial)
    await trial.loadAll(steps)
    await trial.expectContent(steps)
  },
)

export const slowCommitsChangeNothing = check(
  'slow commits change nothing',
  async (trial: TargetTrial) => {
    const steps = turns(trial)
    await trial.loadAll(steps, { target: withSlowCommits(trial.target) })
    await trial.expectContent(steps)
  },
)
