import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined) {
    yield [...orders, ...orders.slice(-1)]
  },
})

/** Its pages overlap. */
export const duplicateKeys: BrokenTap = {
  tap: tapOf(stream),
  fails: ['keys are present and unique'],
}
