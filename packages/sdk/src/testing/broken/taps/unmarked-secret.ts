import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

/** Does not say that a setting is a secret, so that it stands in logs. */
export const unmarkedSecret: BrokenTap = {
  tap: {
    ...tapOf(goodOrders),
    config: {
      type: 'object',
      properties: { api_key: { type: 'string', description: 'The key.' } },
    },
  },
  fails: ['every setting is described, every secret is marked'],
}
