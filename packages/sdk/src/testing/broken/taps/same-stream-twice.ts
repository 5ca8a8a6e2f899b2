import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

/** Two streams have one name. */
export const sameStreamTwice: BrokenTap = {
  tap: tapOf(goodOrders, goodOrders),
  fails: ['discovery is valid'],
}
