import { defineStream } from '../../../tap/define-stream.ts'
import { goodOrders, order, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'refunds',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined) {
    yield []
  },
})

/** A stream gives nothing, so that all that is said of its records is empty talk. */
export const silentStream: BrokenTap = {
  tap: tapOf(goodOrders, stream),
  fails: ['every stream gives records'],
}
