import { lookupSteps } from '../../../enrichment/lookup-step.ts'
import { identityComponents } from '../../../identity/components.ts'
import type { Entity } from '../../../model/define-entity.ts'
import { ruleQuery } from '../../../quality/check-quality.ts'
import { deletedNext, isMerged, mergeSteps } from '../../../run/merge-tables.ts'
import {
  type Erasing,
  erasureSteps,
  isSearched,
  lostQuery,
  mayErase,
  newestRows,
  searchSteps,
} from '../../../run/newest-rows.ts'
import { sparkDialect as dialect } from '../../../sql/spark-dialect.ts'
import { callingCodesStep } from '../../../standards/calling-codes.ts'
import { inputQuery, outcomeQuery, rowQuery } from '../../../tables/count-outcomes.ts'
import { answerNames } from './answer-names.ts'
import { identitySteps, labellingSteps } from './identity-steps.ts'
import { keepOrNot } from './keep-or-not.ts'
import type { PlanStep } from './plan.ts'
import { hasNext, isNew, type PlanFacts, type PlannedInput } from './plan-facts.ts'
import { askStep, querySteps, viewStep } from './query-step.ts'
import { readSteps } from './read-steps.ts'
import { tableSteps } from './table-steps.ts'
import { writeSteps } from './write-steps.ts'

/** What a run does on Spark, step by step. */
export interface CompiledPlan {
  readonly steps: readonly PlanStep[]
  readonly inputs: readonly PlannedInput[]
  /** The tables whose rows may be others than before. */
  readonly changing: readonly Entity[]
}

/** Compiles a run into the plan that Spark does: the same queries as the embedded engine's, in its dialect. */
export function compilePlan(facts: PlanFacts): CompiledPlan {
  const { model, streams, isResolved } = facts
  const context = { ...facts, dialect, isWhole: isResolved }
  const inputs = streams.map((raw, number) => ({
    relation: `mapped_${number}`,
    number,
    stream: raw.stream,
    raw,
  }))
  const changing = model.commitOrder.filter(
    (entity) =>
      isNew(facts, entity) ||
      hasNext(facts, entity) ||
      isMerged(entity, inputs) ||
      mayErase(context, inputs, entity),
  )
  const asTheyAre = model.commitOrder.filter((entity) => !hasNext(facts, entity))
  const steps: PlanStep[] = [
    ...querySteps([callingCodesStep(dialect), ...lookupSteps(dialect, model)]),
    ...inputs.flatMap((input) => readSteps(facts, input)),
    ...model.entities.flatMap((entity) => tableSteps(facts, entity)),
    ...model.recordEntities.flatMap((entity) => mergeOf(facts, entity, inputs)),
    ...querySteps([deletedNext(context, inputs)]),
    ...erasureOf(context, inputs),
    ...(isResolved ? identitySteps(facts, inputs) : []),
    ...asTheyAre.map((entity) =>
      viewStep(`${entity.name}_next`, `SELECT * FROM ${newestRows(context, inputs, entity)}`),
    ),
    ...changing.flatMap((entity) => ruleSteps(facts, entity)),
    ...changing.flatMap((entity) => writeSteps(facts, entity)),
  ]
  return { steps: keepOrNot(steps), inputs, changing }
}

/** Merges the inputs of an entity into its tables, and asks what became of their records. */
function mergeOf(facts: PlanFacts, entity: Entity, inputs: readonly PlannedInput[]): PlanStep[] {
  const ofEntity = inputs.filter(({ stream }) => stream.entity.name === entity.name)
  if (ofEntity.length === 0) return []
  return [
    ...querySteps(mergeSteps({ dialect, model: facts.model }, entity, ofEntity, facts.activations)),
    ...ofEntity.flatMap((input) => [
      askStep(answerNames.input(input.number), inputQuery(dialect, input)),
      askStep(answerNames.outcome(input.number), outcomeQuery(dialect, input)),
    ]),
    askStep(answerNames.rows(entity.name), rowQuery(dialect, entity)),
  ]
}

/** Takes people out who are to be forgotten, and asks whether any are to come back. */
function erasureOf(context: Erasing, inputs: readonly PlannedInput[]): PlanStep[] {
  const erasure = querySteps(erasureSteps(context, inputs))
  if (!isSearched(context)) return erasure
  return [
    ...querySteps(searchSteps(context, inputs)),
    ...labellingSteps(answerNames.forgettingRounds, { limits: context.model.identity }),
    ...querySteps([identityComponents]),
    ...erasure,
    askStep(answerNames.lost, lostQuery),
  ]
}

/** Asks how many rows of a table break each of its rules. */
const ruleSteps = ({ startedAt }: PlanFacts, entity: Entity): PlanStep[] =>
  (entity.quality ?? []).map((rule, index) =>
    askStep(answerNames.rule(entity, index), ruleQuery(dialect, entity, rule, startedAt)),
  )
