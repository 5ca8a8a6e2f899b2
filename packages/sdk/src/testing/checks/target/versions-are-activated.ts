import { aroundTarget } from '../../around-target.ts'
import { check, doesNotApply, fail } from '../../check.ts'
import { activateStep, recordStep, type Step, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { withSlowCommits } from '../../with-slow-commits.ts'

/** Two versions of a stream: of the first, one record comes again in the second. */
const versions = (trial: TargetTrial): readonly Step[] => {
  const stream = trial.stream('versioned', {
    id: { type: 'integer' },
    value: { type: 'string' },
  })
  const record = (id: number, version: number) =>
    recordStep(stream, { id, value: `of version ${version}` }, version)
  return [
    schemaStep(stream),
    ...[1, 2, 3, 4].map((id) => record(id, 1001)),
    activateStep(stream, 1001),
    ...[1, 5].map((id) => record(id, 1002)),
    activateStep(stream, 1002),
    stateStep('done'),
  ]
}

/** Looks into the destination when a version is activated. */
export const activationFollowsRecords = check(
  'a version is activated after its records',
  async (trial: TargetTrial) => {
    const steps = versions(trial)
    let activations = 0
    let early: string | undefined
    const target = aroundTarget(withSlowCommits(trial.target), {
      activateVersion: async (_stream, version, proceed) => {
        activations++
        const end = steps.findIndex(
          (step) => step.type === 'ACTIVATE_VERSION' && step.version === version,
        )
        const own = steps
          .slice(0, end)
          .filter((step) => step.type !== 'RECORD' || step.version === version)
        await trial.expectContent(own, 'anything').catch((error: Error) => {
          early ??= `version ${version} is activated before its records: ${error.message}`
        })
        await proceed()
      },
    })
    await trial.loadAll(steps, { target })
    if (activations === 0) doesNotApply('this target does not take ACTIVATE_VERSION')
    if (early) fail(early)
  },
)

export const activatedVersionIsTheOnlyOne = check(
  'an activated version is the only one',
  async (trial: TargetTrial) => {
    if (!trial.removesOldVersions) doesNotApply('`removesOldVersions` is not set')
    const steps = versions(trial)
    await trial.loadAll(steps)
    await trial.expectContent(
      steps.filter((step) => step.type !== 'RECORD' || step.version === 1002),
    )
  },
)
