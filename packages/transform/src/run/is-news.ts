import { hasProfileLimits } from '../identity/profile-limits.ts'
import type { Model } from '../model/define-model.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { type InputOf, isMerged } from './merge-tables.ts'
import type { RunPlan } from './plan-run.ts'
import { identityTables } from './resolve-profiles.ts'
import type { RunContext } from './run-context.ts'

/** Whether a run has anything to do. */
export const isNews = (plan: RunPlan): boolean =>
  plan.isRebuild || plan.raw.streams.length > 0 || isDecided(plan) || isUnfinished(plan)

/** Whether a run was killed after it had committed a table. */
const isUnfinished = ({ tables }: RunPlan) =>
  Array.from(tables.values()).some(({ base, head }) => base !== head)

/** Whether people have decided something since the last run. */
export const isDecided = ({ decisions, ledger }: RunPlan) =>
  decisions.linkage_model !== ledger.decisions.linkage_model ||
  decisions.suppressions !== ledger.decisions.suppressions ||
  decisions.splits !== ledger.decisions.splits

/**
 * Whether everything may be new: in a rebuild, where people have decided something, where a table is
 * not there yet, where a trained model judges by how rare a value is among all, and where a profile
 * may have so many identifiers and no more: what ties one then is more than what its records share.
 */
export const isWhole = (plan: RunPlan, model: Model): boolean =>
  plan.isRebuild ||
  isDecided(plan) ||
  plan.model !== undefined ||
  hasProfileLimits(model.identity) ||
  model.entities.some(({ name }) => plan.tables.get(name)?.base === undefined)

/** Who is who may be new where people or orders are, and must be told where it never was. */
export function mustResolve(
  { model, tables, isRebuild }: Pick<RunContext, 'model' | 'tables' | 'isRebuild'>,
  inputs: readonly InputOf[],
): boolean {
  const isMissing = identityTables(model).some((name) => tables.get(name)?.base === undefined)
  return (
    isRebuild ||
    isMissing ||
    [...model.peopleEntities, orders, events].some((entity) => isMerged(entity, inputs))
  )
}
