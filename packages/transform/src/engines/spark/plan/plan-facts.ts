import type { Activation } from '../../../ingest/ledger.ts'
import type { RawStream } from '../../../ingest/list-raw.ts'
import type { Entity } from '../../../model/define-entity.ts'
import { deletedRecords, forgottenRecords } from '../../../model/entities/bookkeeping.ts'
import { isAnybodyForgotten } from '../../../run/newest-rows.ts'
import { identityTables } from '../../../run/resolve-profiles.ts'
import type { RunContext } from '../../../run/run-context.ts'
import type { MappedInput } from '../../../tables/latest-records.ts'

/** What a plan is made from: all that a run knows before it reads a record. */
export interface PlanFacts
  extends Pick<
    RunContext,
    | 'model'
    | 'customer'
    | 'startedAt'
    | 'tables'
    | 'isRebuild'
    | 'suppression'
    | 'splits'
    | 'linkage'
  > {
  readonly streams: readonly RawStream[]
  /** All that were ever announced. */
  readonly activations: readonly Activation[]
  /** Whether who is who is to be found anew. */
  readonly isResolved: boolean
  /** The URL of a raw object, as Spark opens it. */
  readonly rawUrl: (key: string) => string
  /** The URL of a key in the processed zone. */
  readonly processedUrl: (key: string) => string
  /** The folder that a table's new files are written to, in its own. */
  readonly dataFolder: string
  /** The URL of the folder that refused lines are listed in. */
  readonly workUrl: string
}

/** A stream of the plan, and the relation that it is mapped into. */
export interface PlannedInput extends MappedInput {
  readonly raw: RawStream
}

/** Whether a step of the plan makes `ENTITY_next` of a table. */
export const hasNext = (facts: PlanFacts, { name }: Entity): boolean =>
  name === deletedRecords.name ||
  (facts.isResolved &&
    (identityTables(facts.model).includes(name) ||
      (name === forgottenRecords.name && isAnybodyForgotten(facts))))

/** Whether a table's files all are written anew, and none of those that it has stays. */
export const isNew = ({ isRebuild, tables }: PlanFacts, { name }: Entity): boolean =>
  isRebuild || tables.get(name)?.base === undefined
