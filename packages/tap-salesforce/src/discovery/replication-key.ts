import type { ObjectDescribe } from './describe.ts'
import { isFullTable } from './object-lists.ts'

/** The stamps that tell how new a row is, the truest first. */
const stamps = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate', 'LoginTime'] as const

/**
 * The field by which an object is read from where the last run ended; undefined where it is read
 * whole. A stamp that cannot be filtered, or sorted by, is none: ActivityFieldHistory has such a one.
 */
export function replicationKeyOf(describe: ObjectDescribe): string | undefined {
  if (isFullTable(describe.name)) return undefined
  return stamps.find((stamp) =>
    describe.fields.some(
      ({ name, type, filterable, sortable }) =>
        name === stamp && type === 'datetime' && filterable === true && sortable !== false,
    ),
  )
}

/** What identifies a row: `Id`, for events of the log `EventIdentifier`. */
export function keyPropertyOf(describe: ObjectDescribe): string | undefined {
  return ['Id', 'EventIdentifier'].find((key) => describe.fields.some(({ name }) => name === key))
}
