import { check } from '../../check.ts'
import { type Kill, killAt } from '../../kill-at.ts'
import { sample } from '../../sample.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withSlowCommits } from '../../with-slow-commits.ts'
import { expectRecovered } from './rerun.ts'
import { turns, unchecked } from './scenarios.ts'

const tryAnywhere = async (trial: TargetTrial, signal: Kill['signal']): Promise<void> => {
  const places = sample(1, turns(trial).length, trial.samples)
  for (const [index, lines] of places.entries()) {
    const steps = turns(trial)
    const target = index % 2 === 0 ? trial.target : withSlowCommits(trial.target)
    const run = await trial.load(steps, { target, config: unchecked, kill: killAt(lines, signal) })
    await expectRecovered(trial, run, steps, `after ${signal} at line ${lines}`)
  }
}

export const killedRunGoesOn = check('a run that is killed goes on', (trial: TargetTrial) =>
  tryAnywhere(trial, 'SIGKILL'),
)

export const endedRunGoesOn = check('a run that is told to end goes on', (trial: TargetTrial) =>
  tryAnywhere(trial, 'SIGTERM'),
)
