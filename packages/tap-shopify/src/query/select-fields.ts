import type { Field } from './field.ts'

/** What of a stream is wanted, and how much of each nested list comes with a record. */
export interface SelectOptions {
  readonly isSelected: (...path: readonly string[]) => boolean
  /** Items of each connection that come with a record, from 1 to 250. */
  readonly nestedPageSize: number
  /** Whether what is selected lies in a list already: lists in it are asked for in smaller pages. */
  readonly isNested?: boolean
}

/**
 * The fields to ask for: those that are wanted, and those that are needed in any case. An object of
 * which nothing is wanted is left out.
 *
 * @example
 * selectFields(stream.fields, { isSelected: () => true, nestedPageSize: 50 })
 */
export function selectFields(
  fields: readonly Field[],
  options: SelectOptions,
  path: readonly string[] = [],
  needs: readonly string[] = [],
): readonly Field[] {
  return fields.flatMap((field): readonly Field[] => {
    const { name, isFragment, isConnection, isNeeded, witness } = field
    const own = isFragment ? path : [...path, name]
    const isWanted = isFragment || isNeeded || needs.includes(name) || options.isSelected(...own)
    if (!isWanted) return []
    if (field.fields === undefined) return [field]
    const within = isConnection ? { ...options, isNested: true } : options
    const inner = selectFields(field.fields, within, own, witness?.needs)
    if (inner.length === 0) return []
    return [{ ...field, fields: inner, ...(isConnection && { first: pageOf(options) }) }]
  })
}

/** What lies in lists within lists is short, and dear: it is asked for once for each of its holders. */
const pageOf = ({ nestedPageSize, isNested }: SelectOptions): number =>
  isNested ? Math.max(1, Math.ceil(nestedPageSize / 10)) : nestedPageSize
