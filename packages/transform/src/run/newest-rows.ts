import { forgetPeople, isAboutPeople, suppressed } from '../erasure/forget-people.ts'
import type { Entity } from '../model/define-entity.ts'
import { recordEntities } from '../model/model.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import { materialise } from '../sql/materialise.ts'
import { isMerged } from './merge-tables.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/** The relation that holds the newest rows of a table before profiles are resolved. */
export function newestRows(
  { suppression }: RunContext,
  inputs: readonly ReadInput[],
  entity: Entity,
): string {
  if (suppression.identifiers.size > 0 && isAboutPeople(entity)) return `${entity.name}_kept`
  return beforeErasure(inputs, entity)
}

const beforeErasure = (inputs: readonly ReadInput[], entity: Entity): string =>
  `${entity.name}_${isMerged(entity, inputs) ? 'merged' : 'current'}`

/** Takes the people on the suppression list out of what the run has merged, and out of all before. */
export async function eraseSuppressed(
  { duck, dialect, customer, suppression }: RunContext,
  inputs: readonly ReadInput[],
): Promise<void> {
  if (suppression.identifiers.size === 0) return
  await materialise(duck, [
    suppressed(dialect, suppression.identifiers),
    ...recordEntities
      .filter(isAboutPeople)
      .map((entity) =>
        forgetPeople(
          dialect,
          entity,
          beforeErasure(inputs, entity),
          recordColumnsOf(entity),
          customer,
        ),
      ),
  ])
}
