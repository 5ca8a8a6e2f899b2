import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined, { signal }) {
    for (const page of pagesOf(orders)) {
      await Promise.resolve()
      // An answer that never comes: nobody tells the source that nobody waits for it any more.
      if (signal.aborted) await new Promise(() => {})
      yield page
    }
  },
})

/** Goes on waiting when it is told to end. */
export const ignoresAbort: BrokenTap = {
  tap: tapOf(stream),
  options: { graceSeconds: 0.1 },
  fails: ['a run ends when it is told to'],
}
