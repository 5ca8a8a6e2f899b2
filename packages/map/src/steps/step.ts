import type { Failures } from '../failures.ts'
import type { Fields } from '../json/fields.ts'
import type { Shape } from '../schema/shape.ts'

/** A step of a mapping, ready for the records of one schema. */
export interface Step {
  /** What the records look like after it. */
  readonly shape: Shape
  /**
   * Changes a record, in place or by giving other fields. Absent where records stay as they are.
   * @returns undefined where the record is filtered out.
   */
  readonly apply?: (fields: Fields) => Fields | undefined
}

/** What a step meets when it is made ready. */
export interface StepContext {
  readonly failures: Failures
  /** Whether values that cannot be made become null. */
  readonly mayBecomeNull: boolean
  /** Where the mapping stands in the config, as `streams.orders`. */
  readonly setting: string
  /** Tells that the mapping cannot be right for this schema. */
  problem(setting: string, message: string): void
  /** Tells that a setting names a field that the schema does not have. */
  missing(setting: string, field: string): void
}

/** An operation of the config: makes itself ready for what the steps before it leave. */
export type PrepareStep = (shape: Shape, context: StepContext) => Step

/** A record that says that the source deleted it: beside its key it has hardly a field. */
export const isTombstone = (fields: Fields): boolean => {
  const deletedAt = fields.get('_sdc_deleted_at')
  return deletedAt !== undefined && deletedAt.text !== 'null'
}

/** The protocol's own fields, which no operation on many fields touches. */
export const isReserved = (name: string): boolean => name.startsWith('_sdc_')
