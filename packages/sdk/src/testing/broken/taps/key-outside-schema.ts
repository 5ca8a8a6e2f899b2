import type { Stream } from '../../../index.ts'
import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream: Stream<undefined> = { ...goodOrders, keyProperties: ['order_id'] }

/** Its key is not in its schema. */
export const keyOutsideSchema: BrokenTap = {
  tap: tapOf(stream),
  fails: ['discovery is valid', 'keys are present and unique'],
}
