import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined) {
    process.stdout.write('')
    yield orders
  },
})

/** Writes to stdout, where only messages may stand. */
export const printsToStdout: BrokenTap = {
  tap: tapOf(stream),
  fails: ['stdout holds nothing but messages'],
}
