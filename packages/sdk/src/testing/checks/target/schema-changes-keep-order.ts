import { check } from '../../check.ts'
import { recordStep, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withSlowCommits } from '../../with-slow-commits.ts'

export const schemaChangesKeepOrder = check(
  'a changed SCHEMA keeps the order',
  async (trial: TargetTrial) => {
    const narrow = trial.stream('changing', {
      id: { type: 'integer' },
      value: { type: ['null', 'string'] },
    })
    const schema = {
      type: 'object',
      properties: { ...narrow.schema.properties, note: { type: ['null', 'string'] } },
    }
    const wide = { ...narrow, schema }
    const steps = [
      schemaStep(narrow),
      recordStep(narrow, { id: 1, value: 'old' }),
      recordStep(narrow, { id: 2, value: 'old' }),
      schemaStep(wide),
      recordStep(wide, { id: 1, value: 'new', note: 'a column more' }),
      schemaStep(narrow),
      recordStep(narrow, { id: 2, value: 'new' }),
      schemaStep(wide),
      recordStep(wide, { id: 3, note: 'and again' }),
      stateStep('done'),
    ]
    await trial.loadAll(steps, { target: withSlowCommits(trial.target) })
    await trial.expectContent(steps)
  },
)
