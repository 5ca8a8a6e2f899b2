import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

export const streamsGiveRecords = check('every stream gives records', async (trial: TapTrial) => {
  const run = await trial.full()
  const { mayBeEmpty = [] } = trial.options
  const empty = run.outcomes
    .map(({ stream }) => stream)
    .filter((stream) => !mayBeEmpty.includes(stream) && run.records(stream).length === 0)
  if (run.outcomes.length === 0) fail('no stream is selected by default')
  if (empty.length === 0) return
  fail(
    `${empty.join(', ')} gave no record, so nothing can be said of them. Let the source hold some, ` +
      'or name them in `mayBeEmpty`.',
  )
})
