import { check, fail } from '../../check.ts'
import type { TargetRun } from '../../run-target-in-memory.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { watchStdout } from '../../watch-stdout.ts'
import { secretFinder, wordsOf } from '../secret-finder.ts'
import { turns, unchecked } from './scenarios.ts'

/** A run that goes well, and one whose destination fails, where that can be had. */
const runs = async (trial: TargetTrial): Promise<TargetRun[]> => {
  const good = await trial.load(turns(trial), { config: unchecked })
  const mend = await trial.destination.breakWrites?.()
  if (mend === undefined) return [good]
  const failed = await trial.load(turns(trial), { config: unchecked })
  await mend()
  return [good, failed]
}

export const noSecretOfTargetIsTold = check('no secret is told', async (trial: TargetTrial) => {
  const isSecret = secretFinder(trial.destination.config, trial.schema)
  for (const { logs, failure } of await runs(trial)) {
    if (logs.some(isSecret)) fail('a secret of the config stands in a log line')
    if (isSecret(wordsOf(failure))) fail('a secret of the config stands in an error')
  }
})

export const stdoutHoldsStates = check(
  'stdout holds nothing but STATE',
  async (trial: TargetTrial) => {
    const { written } = await watchStdout(() => trial.load(turns(trial), { config: unchecked }))
    if (written.length === 0) return
    fail(`${JSON.stringify(written[0])} was written to stdout, where it is taken for a STATE`)
  },
)
