import type { Stream } from '../../../index.ts'
import { goodOrders, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream: Stream<undefined> = {
  ...goodOrders,
  replicationKey: undefined,
  async *read() {
    yield orders.map((order, index) => (index === 5 ? { ...order, total: 'five' } : order))
  },
}

/** A number comes as a text once. */
export const recordBreaksSchema: BrokenTap = {
  tap: tapOf(stream),
  fails: ['records keep to their schema'],
}
