import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: { ...order, required: [] },
  keyProperties: ['id', 'email'],
  async *read(_client: undefined) {
    yield orders
  },
})

/** A part of its key is null in some records. */
export const missingKey: BrokenTap = {
  tap: tapOf(stream),
  fails: ['keys are present and unique'],
}
