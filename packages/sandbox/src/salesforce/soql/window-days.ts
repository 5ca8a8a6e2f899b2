import { dateLiteralSpan } from './date-literal.ts'
import type { WhereTree } from './where-tree.ts'

const DAY = 24 * 3600 * 1000

/** How far back an org goes that a query does not bound. */
const UNBOUNDED_DAYS = 730

/** How many days the conditions on datetimes leave, where all of them have to hold. */
export function windowDays(tree: WhereTree | undefined, now: number): number {
  let start = now - UNBOUNDED_DAYS * DAY
  let end = now
  const visit = (node: WhereTree): void => {
    if (node.kind === 'and') for (const part of node.of) visit(part)
    if (node.kind !== 'leaf' || !('value' in node.leaf) || typeof node.leaf.value !== 'string')
      return
    const { operator, value } = node.leaf
    const span = dateLiteralSpan(value, now)
    const moment =
      span?.start ??
      (/^\d{4}-\d\d-\d\dT/.test(value)
        ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
        : Number.NaN)
    if (Number.isNaN(moment)) return
    if (operator.startsWith('>') || operator === '=') start = Math.max(start, moment)
    if (operator.startsWith('<') || operator === '=') end = Math.min(end, span?.end ?? moment)
  }
  if (tree !== undefined) visit(tree)
  return Math.max(0, (end - start) / DAY)
}
