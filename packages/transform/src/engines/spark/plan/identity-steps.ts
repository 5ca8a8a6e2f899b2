import { changedLabels, labelRound, nextLabels } from '../../../identity/components.ts'
import { type LimitPass, nodesOverLimit } from '../../../identity/profile-limits.ts'
import {
  type IdentityOptions,
  limitingPasses,
  linkingSteps,
  namingSteps,
} from '../../../identity/resolve-identities.ts'
import { profileSteps } from '../../../profiles/profile-steps.ts'
import { newestRows } from '../../../run/newest-rows.ts'
import { historyOf, rowsBy } from '../../../run/resolve-profiles.ts'
import { sparkDialect as dialect } from '../../../sql/spark-dialect.ts'
import { answerNames } from './answer-names.ts'
import type { PlanStep, RepeatStep } from './plan.ts'
import type { PlanFacts, PlannedInput } from './plan-facts.ts'
import { querySteps, viewStep } from './query-step.ts'

/** The longest chain of records that any two identifiers are apart by is far shorter. */
const mostRounds = 100

/** Finds who is who, and builds their profiles: `ENTITY_next` of the tables that follow from it. */
export function identitySteps(facts: PlanFacts, inputs: readonly PlannedInput[]): PlanStep[] {
  const { model, startedAt, linkage } = facts
  const context = { ...facts, dialect, isWhole: true }
  const newest = rowsBy(model, (entity) => newestRows(context, inputs, entity))
  const options: IdentityOptions = { ...newest, ...historyOf(facts), linkage }
  return [
    ...querySteps(linkingSteps(dialect, options)),
    ...labellingSteps(answerNames.rounds, options),
    ...querySteps([
      ...namingSteps(dialect, options),
      ...profileSteps(dialect, model, newest, startedAt),
    ]),
  ]
}

/** Labels the connected parts of the graph, within the limits of profiles. */
export function labellingSteps(
  name: string,
  options: Pick<IdentityOptions, 'limits' | 'mostRecords'>,
): PlanStep[] {
  const labelling = roundsOf(name)
  return [labelling, ...passSteps(labelling, limitingPasses(dialect, options))]
}

/** Rounds until no label changes. */
const roundsOf = (name: string): RepeatStep => ({
  do: 'repeat',
  name,
  steps: querySteps(labelRound),
  until: changedLabels,
  next: [viewStep(nextLabels.name, nextLabels.query)],
  most: mostRounds,
})

/** Each pass that makes profiles keep to their limits lies within the one before: it may not be needed. */
function passSteps(labelling: RepeatStep, [pass, ...further]: readonly LimitPass[]): PlanStep[] {
  if (pass === undefined) return []
  return [
    ...querySteps([pass.judge]),
    {
      do: 'when',
      name: 'profiles over a limit',
      query: nodesOverLimit,
      steps: [...querySteps(pass.mend), labelling, ...passSteps(labelling, further)],
    },
  ]
}
