import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  logBased: true,
  async *read(_client: undefined) {
    yield* pagesOf(orders)
  },
})

/** Reads its log from the beginning each time. */
export const forgetsPlaceInLog: BrokenTap = {
  tap: tapOf(stream),
  fails: ['a second run is small and loses nothing'],
}
