import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined, { isSelected }) {
    const asked = orders.map(({ email, ...rest }) =>
      isSelected('email') ? { email, ...rest } : rest,
    )
    yield asked.filter((row) => 'email' in row)
  },
})

/** Needs a field for its own work that may be left out. */
export const stumblesOverSelection: BrokenTap = {
  tap: tapOf(stream),
  fails: ['deselected fields are not emitted'],
}
