import type { Stream } from '../../../index.ts'
import { goodOrders, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream: Stream<undefined> = {
  ...goodOrders,
  replicationKey: undefined,
  async *read() {
    yield orders.map((order) => ({ ...order, lines: [{ sku: 'a', discount: 1 }] }))
  },
}

/** Holds a field that its schema does not tell. */
export const undeclaredField: BrokenTap = {
  tap: tapOf(stream),
  fails: ['records hold only declared fields'],
}
