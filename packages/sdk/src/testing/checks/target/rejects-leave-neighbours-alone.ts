import { SingerError } from '../../../errors.ts'
import { aroundTarget } from '../../around-target.ts'
import { check, fail } from '../../check.ts'
import { recordStep, type Step, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

const marks = ['rejected-for-its-type', 'rejected-for-its-key']

/** Finds out whether the target puts records aside, and how many it was given to. */
const watchRejects = (trial: TargetTrial) => {
  let rejects = 0
  const target = aroundTarget(trial.target, {
    sink: (sink, { kind }) => ({
      isUnordered: sink.isUnordered ?? false,
      open(info) {
        if (kind === 'rejects') rejects++
        return sink.open(info)
      },
    }),
  })
  return { target, hasRejects: () => rejects > 0 }
}

const expectPutAside = async (trial: TargetTrial, stream: string): Promise<void> => {
  const rejects = await trial.destination.readRejects?.(stream)
  if (rejects === undefined) return
  for (const mark of marks) {
    const own = rejects.filter(({ record }) => record.includes(mark))
    if (own.length !== 1) fail(`the record ${mark} was put aside ${own.length} times, not once`)
    if (!own[0]?.reason) fail(`the record ${mark} was put aside without a reason`)
  }
}

export const rejectsLeaveNeighboursAlone = check(
  'a bad record is put aside, its neighbours go on',
  async (trial: TargetTrial) => {
    const stream = trial.stream('rejects', { id: { type: 'integer' }, value: { type: 'string' } })
    const good = (id: number): Step => recordStep(stream, { id, value: 'good' })
    const steps = [
      schemaStep(stream),
      good(1),
      recordStep(stream, { id: 'two', value: marks[0] }),
      good(3),
      recordStep(stream, { value: marks[1] }),
      good(5),
      stateStep('done'),
    ]
    const { target, hasRejects } = watchRejects(trial)
    const run = await trial.load(steps, { target })
    if (hasRejects()) {
      if (run.failure !== undefined) fail(`the run failed: ${String(run.failure)}`)
      await trial.expectContent([schemaStep(stream), good(1), good(3), good(5)])
      await expectPutAside(trial, stream.name)
      return
    }
    if (!SingerError.is(run.failure))
      fail('a bad record was neither put aside nor refused in words')
    await trial.expectContent([schemaStep(stream), good(1)])
  },
)

export const recordBeforeSchemaIsRefused = check(
  'a RECORD before its SCHEMA is refused',
  async (trial: TargetTrial) => {
    const stream = trial.stream('unannounced', { id: { type: 'integer' } })
    const run = await trial.load([recordStep(stream, { id: 1 }), schemaStep(stream), stateStep(1)])
    if (!SingerError.is(run.failure)) fail('it was taken, or refused without words for a person')
    if (run.states.length > 0) fail(`STATE ${run.states.at(-1)} was passed on`)
    if ((await trial.read(stream.name)).length > 0) fail('it was written')
  },
)
