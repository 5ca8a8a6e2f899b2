import { type ReadContext, RequestError } from '@descant/sdk'
import type { Shopify } from '../client/shopify.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'

/** How far back a token sees orders without the scope read_all_orders. */
const visibleDays = 60

const advice =
  'Shopify shows this token the orders of the last 60 days alone. Ask Shopify for the scope ' +
  'read_all_orders and install the app again'

/**
 * Without a scope of its own a token sees no order that was created more than 60 days ago, and is not
 * told so. Where more is asked for that is an error; where nobody says from when on, a warning.
 *
 * @throws RequestError where orders are asked for that the token cannot see.
 */
export async function checkOrderHistory(
  shopify: Shopify,
  { definition: { root, name } }: StreamPlan,
  { since, log }: ReadContext,
): Promise<void> {
  if (root !== 'orders' || shopify.granted.hasOneOf(['read_all_orders'])) return
  if (since === undefined) {
    log.warning(`${advice}, if older ones are wanted`, { stream: name })
    return
  }
  const days = ((await shopify.time()) - Date.parse(String(since))) / 86_400_000
  if (days <= visibleDays) return
  throw new RequestError(`${advice}, or set \`start_date\` to a day that is not before them.`, {
    isRetryable: false,
  })
}
