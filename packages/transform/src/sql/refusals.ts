import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from './dialect.ts'
import type { MappedColumn, Refusal } from './mapped-column.ts'

/**
 * Whether a column can refuse its record. Where values are discarded that is so of keys alone, of
 * what is required, and of our own fields.
 */
export const mayRefuse =
  ({ key }: Entity, discardsValues: boolean) =>
  ({ name, required }: MappedColumn): boolean =>
    !discardsValues || required || key.includes(name) || name.startsWith('_sdc_')

/** Whether anything refuses a record. */
export const anyOf = (refusals: readonly Refusal[]): string =>
  refusals.map(({ condition }) => `(${condition})`).join(' OR ') || 'false'

/** The list of what is so, as `required COLUMN`, with NULL for what is not. */
export const told = (
  dialect: Dialect,
  refusals: readonly Refusal[],
  place: (column: string) => string,
): string =>
  refusals.length === 0
    ? noErrors(dialect)
    : dialect.list(
        refusals.map(
          ({ reason, column, condition }) =>
            `CASE WHEN ${condition} THEN ${dialect.text(`${reason} `)} || ${place(column)} END`,
        ),
      )

/** The same for an item of a child's list, as `required CHILD.POSITION.COLUMN`. */
export const toldOfItem = (
  dialect: Dialect,
  { name }: Entity,
  position: string,
  refusals: readonly Refusal[],
): string => {
  const item = `${dialect.text(`${name}.`)} || ${dialect.cast(position, 'string')}`
  return told(dialect, refusals, (column) => `${item} || ${dialect.text(`.${column}`)}`)
}

/** An empty list of texts. */
export const noErrors = (dialect: Dialect): string =>
  dialect.cast(dialect.list([]), { list: 'string' })
