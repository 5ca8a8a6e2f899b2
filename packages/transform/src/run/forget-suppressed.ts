import { tellsWhoIsWho } from '../erasure/forget-people.ts'
import { meetsForgotten } from '../erasure/meets-forgotten.ts'
import { identityComponents } from '../identity/components.ts'
import { labelWithinLimits, limitingPasses } from '../identity/resolve-identities.ts'
import type { Entity } from '../model/define-entity.ts'
import { entityOf } from '../model/define-model.ts'
import { orders } from '../model/entities/orders.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import { materialise } from '../sql/materialise.ts'
import { columnsOf } from '../sql/select.ts'
import { isMerged } from './merge-tables.ts'
import {
  erasureSteps,
  isAnybodyForgotten,
  isSearched,
  lostQuery,
  rowsBefore,
  searchSteps,
} from './newest-rows.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/** What a run is to begin anew as: on all rows, or as a rebuild. */
export type Again = 'whole' | 'rebuild'

/**
 * Takes people who are to be forgotten out of the newest rows.
 *
 * @returns what the run is to begin anew as, where what it works on does not suffice: records have come
 *   of somebody who is forgotten, or rows are to come back which the raw zone alone has.
 */
export async function forgetSuppressed(
  context: RunContext,
  inputs: readonly ReadInput[],
): Promise<Again | undefined> {
  const { duck, dialect, model } = context
  if (!isAnybodyForgotten(context)) return undefined
  if (!isSearched(context)) {
    if (await isMet(context, inputs)) return 'whole'
    await materialise(duck, erasureSteps(context, inputs))
    return undefined
  }
  await materialise(duck, searchSteps(context, inputs))
  await labelWithinLimits(duck, limitingPasses(dialect, { limits: model.identity }))
  await materialise(duck, [identityComponents, ...erasureSteps(context, inputs)])
  const [found] = await duck.rows<{ lost: bigint }>(lostQuery)
  return found?.lost === 0n ? undefined : 'rebuild'
}

/** Whether records that came have anything to do with people who are to be forgotten. */
async function isMet(
  { duck, dialect, model, customer, suppression }: RunContext,
  inputs: readonly ReadInput[],
): Promise<boolean> {
  const tables = [...model.peopleEntities, entityOf(model, orders.name)]
  const merged = tables.filter((entity) => isMerged(entity, inputs) && tellsWhoIsWho(entity))
  if (merged.length === 0) return false
  const table = (entity: Entity) => {
    const columns = columnsOf(dialect, 'r', recordColumnsOf(entity))
    const rows = [`${entity.name}_scope`, rowsBefore(entity, inputs)]
    return {
      entity,
      relation: `(${rows.map((name) => `SELECT ${columns} FROM ${name} r`).join(' UNION ALL ')})`,
    }
  }
  const identifiers = suppression.identifiers
  const people = model.peopleEntities.map(table)
  const steps = meetsForgotten(dialect, {
    customer,
    identifiers,
    people,
    orders: table(entityOf(model, orders.name)),
    merged,
  })
  await materialise(duck, steps)
  return (await duck.rows('SELECT hash FROM forgotten_met')).length > 0
}
