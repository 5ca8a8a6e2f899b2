import { forgetPeople, isAboutPeople, suppressed } from '../erasure/forget-people.ts'
import type { Entity } from '../model/define-entity.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import { materialise } from '../sql/materialise.ts'
import type { Step } from '../sql/step.ts'
import { type InputOf, isMerged } from './merge-tables.ts'
import type { RunContext } from './run-context.ts'

/** What a run knows of people who are to be forgotten. */
export type Erasing = Pick<
  RunContext,
  'dialect' | 'model' | 'customer' | 'suppression' | 'isSuppressionNews'
>

/** The relation that holds the newest rows of a table before profiles are resolved. */
export const newestRows = (context: Erasing, inputs: readonly InputOf[], entity: Entity): string =>
  mayErase(context, inputs, entity)
    ? `${entity.name}_kept`
    : `${entity.name}_${isMerged(entity, inputs) ? 'merged' : 'current'}`

/**
 * Whether people on the suppression list may be in a table's newest rows: in those that were merged,
 * and in all of them where the list says more than the last run knew.
 */
export const mayErase = (
  { suppression, isSuppressionNews }: Erasing,
  inputs: readonly InputOf[],
  entity: Entity,
): boolean =>
  suppression.identifiers.size > 0 &&
  isAboutPeople(entity) &&
  (isSuppressionNews || isMerged(entity, inputs))

/** Takes the people on the suppression list out of the rows where they may be: `ENTITY_kept`. */
export const eraseSuppressed = (context: RunContext, inputs: readonly InputOf[]): Promise<void> =>
  materialise(context.duck, erasureSteps(context, inputs))

/** The steps that take them out; none where they can be nowhere. */
export function erasureSteps(context: Erasing, inputs: readonly InputOf[]): Step[] {
  const { dialect, model, customer, suppression } = context
  const affected = model.recordEntities.filter((entity) => mayErase(context, inputs, entity))
  if (affected.length === 0) return []
  return [
    suppressed(dialect, suppression.identifiers),
    ...affected.map((entity) =>
      isMerged(entity, inputs)
        ? forgetPeople(dialect, entity, `${entity.name}_merged`, recordColumnsOf(entity), customer)
        : forgetPeople(
            dialect,
            entity,
            `${entity.name}_current`,
            Object.keys(entity.columns),
            customer,
          ),
    ),
  ]
}
