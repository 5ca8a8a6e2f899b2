import type { RequestContext } from '../api/request-context.ts'
import type { OrderRecord } from './record.ts'

/** How far back a token sees without `read_all_orders`. */
const SIXTY_DAYS = 60 * 24 * 3600 * 1000

/**
 * Which orders a token may see: all of them with `read_all_orders`, otherwise those of the last 60
 * days (https://shopify.dev/docs/api/usage/access-scopes).
 */
export function visibleOrders(
  context: RequestContext,
): ((order: OrderRecord) => boolean) | undefined {
  if (context.grant.scopes.has('read_all_orders')) return undefined
  const since = context.now - SIXTY_DAYS
  return (order) => order.createdAt >= since
}
