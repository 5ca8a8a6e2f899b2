import { check, fail } from '../../check.ts'
import { stepsThrough } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withSlowCommits } from '../../with-slow-commits.ts'
import { turns, unchecked } from './scenarios.ts'

/** Looks into the destination at the moment when each STATE is passed on. */
export const stateFollowsRecords = check(
  'a STATE comes when its records can be read',
  async (trial: TargetTrial) => {
    for (const target of [trial.target, withSlowCommits(trial.target)]) {
      const steps = turns(trial)
      const onState = async (text: string) => {
        try {
          await trial.expectContent(steps.slice(0, stepsThrough(steps, text)), 'anything')
        } catch (error) {
          fail(`when STATE ${text} was passed on: ${(error as Error).message}`)
        }
      }
      await trial.loadAll(steps, { target, config: unchecked, onState })
    }
  },
)

const texts = [
  '{"bookmarks":{"orders":{"replication_key_value":"2026-01-01T00:00:00.000000+00:00"}}}',
  '{ "z": 1.0, "10": 1, "2": -0, "big": 9007199254740993, "text": "\\u00e9\\/" }',
  '{}',
  'null',
  '"end"',
]

const lineOf = (state: string) => `{"type":"STATE","value":${state}}`

export const stateIsUntouched = check(
  'a STATE passes through byte for byte',
  async (trial: TargetTrial) => {
    const run = await trial.load(texts.map(lineOf))
    const invented = run.states.find((text) => !texts.includes(text))
    if (invented !== undefined) fail(`${invented} was passed on, which the tap never wrote`)
    for (const text of texts) {
      const { states } = await trial.load([lineOf(text)])
      if (states.at(-1) !== text)
        fail(`${text} came from the tap, and ${states.at(-1)} was passed on`)
    }
  },
)
