import type { Stream } from '../../../index.ts'
import { goodOrders, order, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream: Stream<undefined> = {
  ...goodOrders,
  schema: { ...order, properties: { ...order.properties, total: { type: 'money' } } },
}

/** Its schema is no JSON Schema. */
export const schemaThatCannotBeUsed: BrokenTap = {
  tap: tapOf(stream),
  fails: ['discovery is valid', 'records keep to their schema'],
}
