import type { Columns } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Enrichment } from '../model/enrichment.ts'
import type { ColumnExpression, Expression } from '../model/expression.ts'
import type { QualityRule } from '../quality/quality-rule.ts'

/** The columns of a row, as what expressions are made of. */
export type RowOf<C> = { readonly [Name in keyof C & string]: ColumnExpression }

/**
 * Declares a step that adds columns to a table of records, or to `profiles`. It sees the columns of
 * the table and those of the steps before it; a value that its column's type does not take is null.
 *
 * @example
 * const value = defineEnrichment({
 *   name: 'value_class',
 *   doc: 'How much a person buys.',
 *   entity: profiles,
 *   columns: { value_class: { type: 'string', doc: 'As `vip` or `regular`.' } },
 *   values: (profile) => ({
 *     value_class: choose([{ when: isAtLeast(profile.total_spent, 1000), gives: literal('vip') }], literal('regular')),
 *   }),
 * })
 */
export function defineEnrichment<E extends Columns, const C extends Columns>({
  name,
  doc,
  entity,
  columns,
  values,
  personal = [],
  quality = [],
}: {
  readonly name: string
  readonly doc: string
  readonly entity: Entity<E>
  readonly columns: C
  readonly values: (row: RowOf<E>) => { readonly [Name in keyof C & string]: Expression }
  readonly personal?: readonly (keyof C & string)[]
  readonly quality?: readonly QualityRule[]
}): Enrichment {
  const row = Object.fromEntries(
    Object.keys(entity.columns).map((column) => [column, { kind: 'column', name: column }]),
  ) as RowOf<E>
  return { name, table: entity.name, doc, columns, values: values(row), personal, quality }
}

/** A column of an earlier step, for a step that builds upon it. */
export const columnOf = (name: string): ColumnExpression => ({ kind: 'column', name })
