import { check, fail } from '../../check.ts'
import type { TapTrial, TrialRun } from '../../tap-trial.ts'
import { late } from '../../within.ts'
import { secretFinder, wordsOf } from '../secret-finder.ts'
import { refusedRun } from './refused-run.ts'

/** What a run shows to people and keeps in files, each with where it stands. */
const shownBy = ({
  logs,
  failure,
  outcomes,
  states,
}: TrialRun): [where: string, text: string][] => [
  ...logs.map((line): [string, string] => ['a log line', line]),
  ['an error', wordsOf(failure)],
  ...outcomes.map(({ failure: own }): [string, string] => ['an error', wordsOf(own)]),
  ...states.map((state): [string, string] => ['a STATE', JSON.stringify(state)]),
]

/** Looks at a run that goes well, and at runs whose source fails: errors tell most. */
export const noSecretIsTold = check('no secret is told', async (trial: TapTrial) => {
  const isSecret = secretFinder(trial.config, trial.schema)
  const runs: TrialRun[] = [await trial.full()]
  for (const status of [400, 401]) {
    const run = await refusedRun(trial, { first: 1, status })
    if (run !== late) runs.push(run)
  }
  for (const [where, text] of runs.flatMap(shownBy)) {
    if (!isSecret(text)) continue
    const shown = text.slice(0, 30)
    fail(`a secret of the config stands in ${where} (${isSecret(shown) ? '…' : shown}…)`)
  }
})
