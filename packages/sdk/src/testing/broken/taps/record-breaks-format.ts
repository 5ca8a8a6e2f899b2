import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined) {
    yield orders.map((row) => ({ ...row, updated_at: row.updated_at.slice(0, 10) }))
  },
})

/** What is declared a date-time is a date. */
export const recordBreaksFormat: BrokenTap = {
  tap: tapOf(stream),
  fails: ['records keep to their schema'],
}
