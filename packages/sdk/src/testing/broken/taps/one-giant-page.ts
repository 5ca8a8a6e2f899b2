import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined) {
    yield [...pagesOf(orders)].flat()
  },
})

/** Gathers the whole stream before it yields. */
export const oneGiantPage: BrokenTap = {
  tap: tapOf(stream),
  options: { mostInFlight: 5 },
  fails: ['a slow reader slows the tap'],
}
