import { check, fail } from '../../check.ts'
import { killAt } from '../../kill-at.ts'
import { recordStep, schemaStep } from '../../steps.ts'
import { hasKeyOf } from '../../stored-record.ts'
import type { TargetTrial } from '../../target-trial.ts'

/** A batch of three is committed, and two records of the next have come when the run is killed. */
export const unfinishedBatchIsInvisible = check(
  'nothing of an unfinished batch is there',
  async (trial: TargetTrial) => {
    const stream = trial.stream('unfinished', { id: { type: 'integer' } })
    const records = [1, 2, 3, 4, 5].map((id) => recordStep(stream, { id }))
    const run = await trial.load([schemaStep(stream), ...records], { kill: killAt(6) })
    const expectNothing = async (when: string) => {
      const stored = await trial.read(stream.name)
      const early = records
        .slice(3)
        .find((record) => stored.some((own) => hasKeyOf(record, own, ['id'])))
      if (early) fail(`${early.text} can be read ${when}, and its batch was never committed`)
    }
    await expectNothing('after the run was killed')
    await run.release()
    await expectNothing('after the batch was given up')
  },
)
