import type { ChangedType } from '../schema/changed-schema.ts'

/** A change of a value that does not hang on the rest of its record. */
export interface Change {
  /** What the values are afterwards. */
  readonly type: ChangedType
  /**
   * The new JSON text of a value, given its text; null is never given.
   * @throws {ValueError} where the value cannot be changed so.
   */
  apply(text: string): string
}
