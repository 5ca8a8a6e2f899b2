import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

/** Does not say what a setting is. */
export const undescribedSetting: BrokenTap = {
  tap: {
    ...tapOf(goodOrders),
    config: { type: 'object', properties: { region: { type: 'string' } } },
  },
  fails: ['every setting is described, every secret is marked'],
}
