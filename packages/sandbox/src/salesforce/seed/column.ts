import type { Field } from '../schema/field.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Value } from '../store/row.ts'
import type { Stamps } from './stamps.ts'

/** The values of one field: for every record, by its number, without the others. */
export type Column = (index: number) => Value

/** What a column can be made of. */
export interface ColumnContext {
  readonly seed: number
  readonly object: ObjectDefinition
  readonly size: number
  readonly stamps: (index: number) => Stamps
  /** The id of some record of an object, by any number; null where the object has none. */
  readonly idOf: (object: string, number: number) => string | null
}

/** Makes a column of a field. */
export type MakeColumn = (context: ColumnContext, field: Field) => Column
