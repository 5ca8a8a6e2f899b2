import { forgetPeople, isAboutPeople, suppressed, tellsWhoIsWho } from '../erasure/forget-people.ts'
import { forgottenGraph, type SearchedPeople } from '../erasure/forgotten-graph.ts'
import { forgottenRows, hashesOf } from '../erasure/forgotten-rows.ts'
import type { Entity } from '../model/define-entity.ts'
import { entityOf } from '../model/define-model.ts'
import { forgottenRecords } from '../model/entities/bookkeeping.ts'
import { orders } from '../model/entities/orders.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Step } from '../sql/step.ts'
import { rowsOf } from '../tables/processed-tables.ts'
import { type InputOf, isMerged } from './merge-tables.ts'
import type { RunContext } from './run-context.ts'

/** What a run knows of people who are to be forgotten. */
export type Erasing = Pick<
  RunContext,
  'dialect' | 'model' | 'customer' | 'suppression' | 'splits' | 'tables' | 'isRebuild' | 'isWhole'
>

/** The relation that holds the newest rows of a table before profiles are resolved. */
export const newestRows = (context: Erasing, inputs: readonly InputOf[], entity: Entity): string =>
  mayErase(context, inputs, entity) ? `${entity.name}_kept` : rowsBefore(entity, inputs)

/** Whether anybody is to be forgotten, or was. */
export const isAnybodyForgotten = ({
  suppression,
  tables,
  isRebuild,
}: Pick<Erasing, 'suppression' | 'tables' | 'isRebuild'>): boolean => {
  const remembered = tables.get(forgottenRecords.name)
  return (
    suppression.identifiers.size > 0 ||
    (!isRebuild && remembered !== undefined && rowsOf(remembered) > 0)
  )
}

/** Whether it is found out anew who is to be forgotten: that is, where everything may be new. */
export const isSearched = (context: Erasing): boolean =>
  context.isWhole && isAnybodyForgotten(context)

/**
 * Whether people who are to be forgotten may be in a table's newest rows. Where not everything may be
 * new, none are in those that tell who is who: `meetsForgotten` has looked.
 */
export const mayErase = (context: Erasing, inputs: readonly InputOf[], entity: Entity): boolean =>
  isAnybodyForgotten(context) &&
  isAboutPeople(entity) &&
  (context.isWhole || (isMerged(entity, inputs) && !tellsWhoIsWho(entity)))

/** The steps before who is connected with whom is found out; none where nobody is searched. */
export const searchSteps = (context: Erasing, inputs: readonly InputOf[]): Step[] =>
  isSearched(context)
    ? [
        suppressed(context.dialect, context.suppression.identifiers),
        ...forgottenGraph(context.dialect, searchedPeople(context, inputs)),
      ]
    : []

/** The steps that take people out of the rows where they may be: `ENTITY_kept`. */
export function erasureSteps(context: Erasing, inputs: readonly InputOf[]): Step[] {
  const { dialect, model, customer, suppression } = context
  const affected = model.recordEntities.filter((entity) => mayErase(context, inputs, entity))
  if (affected.length === 0) return []
  const isNew = isSearched(context)
  const remembered = `${forgottenRecords.name}_${isNew ? 'next' : 'current'}`
  return [
    ...(isNew
      ? forgottenRows(dialect, searchedPeople(context, inputs))
      : [suppressed(dialect, suppression.identifiers)]),
    {
      name: 'forgotten_by',
      query: `SELECT hash FROM suppressed UNION ${hashesOf(dialect, remembered)}`,
    },
    ...affected.map((entity) =>
      forgetPeople(
        dialect,
        entity,
        rowsBefore(entity, inputs),
        isMerged(entity, inputs) ? recordColumnsOf(entity) : Object.keys(entity.columns),
        customer,
      ),
    ),
  ]
}

/** How many hashes are no longer forgotten, as `lost`: what hangs on them is to come back. */
export const lostQuery = 'SELECT count(*) AS lost FROM forgotten_lost'

/** The newest rows of a table, with people who are to be forgotten. */
export const rowsBefore = (entity: Entity, inputs: readonly InputOf[]): string =>
  `${entity.name}_${isMerged(entity, inputs) ? 'merged' : 'current'}`

function searchedPeople(
  { customer, model, splits }: Erasing,
  inputs: readonly InputOf[],
): SearchedPeople {
  const table = (entity: Entity) => ({ entity, relation: rowsBefore(entity, inputs) })
  return {
    customer,
    people: model.peopleEntities.map(table),
    orders: table(entityOf(model, orders.name)),
    splits,
    limits: model.identity,
    merged: model.recordEntities.filter((entity) => isMerged(entity, inputs)),
  }
}
