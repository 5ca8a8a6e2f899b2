import type { QualityRule } from '../quality/quality-rule.ts'
import type { Columns } from './column.ts'
import type { Expression } from './expression.ts'

/** A step that adds columns to the rows of a table, from what they hold. */
export interface Enrichment {
  /** As in `email_domain`: what a report calls it. */
  readonly name: string
  /** The table, by its name. */
  readonly table: string
  /** One sentence: what it adds. */
  readonly doc: string
  readonly columns: Columns
  readonly values: Readonly<Record<string, Expression>>
  /** Of its columns, those that tell who somebody is: empty once the person is to be forgotten. */
  readonly personal: readonly string[]
  /** What must hold of the table with them. */
  readonly quality: readonly QualityRule[]
}
